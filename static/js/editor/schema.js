// The nodes and marks of the subset, and no others: what cannot stand in the report cannot be made here.
import { Bold, BulletList, Document, Heading, Italic, ListItem, Mark, Node, Paragraph, Text, UndoRedo } from "./bundle.js";
import { noteText } from "./tokens.js";
import { ChipView, NoteView } from "./views.js";

const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: { default: "" } }),
  parseHTML: () => [{ tag: "a[href]" }],
  renderHTML: ({ HTMLAttributes }) => ["a", { href: HTMLAttributes.href, rel: "noopener" }, 0],
});

const Chip = Node.create({
  name: "chip",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addOptions: () => ({ catalogue: null }),
  addAttributes: () => ({ raw: { default: "" } }),
  parseHTML: () => [{ tag: "span[data-token]", getAttrs: (element) => ({ raw: element.getAttribute("data-token") }) }],
  renderHTML: ({ node }) => ["span", { "data-token": node.attrs.raw }, node.attrs.raw],
  renderText: ({ node }) => node.attrs.raw,
  addNodeView() {
    return ({ node }) => new ChipView(node, this.options.catalogue);
  },
});

const Note = Node.create({
  name: "note",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addOptions: () => ({ catalogue: null }),
  addAttributes: () => ({ content: { default: [], rendered: false } }),
  renderHTML: ({ node }) => ["span", {}, `{{note: ${noteText(node)}}}`],
  renderText: ({ node }) => `{{note: ${noteText(node)}}}`,
  addNodeView() {
    return ({ node }) => new NoteView(node, this.options.catalogue);
  },
});

// Word's keys beside the ones that the web knows.
const SubHeading = Heading.extend({
  addKeyboardShortcuts() {
    const toggle = () => this.editor.commands.toggleHeading({ level: 4 });
    return { "Mod-Alt-1": toggle, "Mod-Alt-2": toggle, "Mod-Alt-3": toggle, "Mod-Alt-4": toggle };
  },
}).configure({ levels: [4] });

const Bullets = BulletList.extend({
  addKeyboardShortcuts() {
    const toggle = () => this.editor.commands.toggleBulletList();
    return { "Mod-Shift-8": toggle, "Mod-Shift-l": toggle };
  },
});

const DEEPEST = 3;

const Bullet = ListItem.extend({
  content: "paragraph bulletList*",
  addKeyboardShortcuts() {
    const inList = () => this.editor.isActive("listItem");
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      "Shift-Enter": () => this.editor.commands.splitListItem(this.name),
      Tab: () => inList() && (deepest(this.editor) || this.editor.commands.sinkListItem(this.name) || true),
      "Shift-Tab": () => inList() && (this.editor.commands.liftListItem(this.name) || true),
    };
  },
});

const Prose = Paragraph.extend({
  addKeyboardShortcuts() {
    return { "Mod-Shift-n": () => this.editor.commands.setParagraph(), "Mod-Alt-0": () => this.editor.commands.setParagraph(), "Shift-Enter": () => this.editor.commands.splitBlock() };
  },
});

/** Whether bullets stand as deep here as they may. */
export function deepest(editor) {
  const { $from } = editor.state.selection;
  let depth = 0;
  for (let at = $from.depth; at > 0; at -= 1) depth += $from.node(at).type.name === "bulletList";
  return depth >= DEEPEST;
}

export function writingExtensions(catalogue) {
  return [Document, Text, Prose, SubHeading, Bullets, Bullet, Bold, Italic, Link, UndoRedo, Chip.configure({ catalogue }), Note.configure({ catalogue })];
}

/** Within a note: running text alone. */
export function noteExtensions(catalogue) {
  return [Document.extend({ content: "paragraph" }), Text, Paragraph, Bold, Italic, Link, UndoRedo, Chip.configure({ catalogue })];
}
