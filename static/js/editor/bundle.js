// The editor that the project builds on, named by its place among the static files.
export { Bold, BulletList, Document, Editor, Extension, Heading, Italic, ListItem, Mark, Node, Paragraph, Text, UndoRedo, pm }
  from "../../django_prose_editor/editor.js";
