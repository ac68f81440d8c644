// The editor that the project builds on, by its place among the static files: no import map, and so no nonce, is needed.
export { Bold, BulletList, Document, Editor, Extension, Heading, Italic, ListItem, Mark, Node, Paragraph, Text, UndoRedo, pm }
  from "../../django_prose_editor/editor.js";
