// Turns tokens that were typed as plain text into chips, in place, so that the cursor stays where it is.
import { Extension, pm } from "./bundle.js";

const { Plugin } = pm.state;

const TOKEN = /\{\{[^{}]*\}\}/g;
const NOTE = /^\{\{\s*note\s*:/;
const OTHER = "\ufffc";

export const Tokens = Extension.create({
  name: "tokens",
  addProseMirrorPlugins: () => [
    new Plugin({ appendTransaction: (steps, before, after) => (steps.some((one) => one.docChanged) ? chipped(before, after) : null) }),
  ],
});

// Blocks that hold no token as text: a block is never changed, only replaced, so each is looked at once.
const looked = new WeakSet();

function chipped(before, state) {
  const found = [];
  state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    if (looked.has(node)) return false;
    looked.add(node);
    for (const match of letters(node).matchAll(TOKEN)) found.push([node, pos + 1, match]);
    return false;
  });
  const tr = state.tr;
  for (const [block, start, match] of found.reverse()) replace(tr, block, start, match);
  return tr.docChanged ? tr : null;
}

/** A block's text in which whatever is no text takes one place, so that places in it are places in the block. */
export function letters(block) {
  let text = "";
  block.forEach((child) => { text += child.isText ? child.text : OTHER; });
  return text;
}

/** Whether the cursor stands in a token that has no end yet. */
export function unfinished({ selection: { $from } }) {
  if (!$from.parent.isTextblock) return false;
  const [before, after] = [letters($from.parent).slice(0, $from.parentOffset), letters($from.parent).slice($from.parentOffset)];
  return before.lastIndexOf("{{") > before.lastIndexOf("}}") && !/^[^{}]*\}\}/.test(after);
}

function replace(tr, block, start, match) {
  const { note, chip } = block.type.schema.nodes;
  const [from, to] = [match.index, match.index + match[0].length];
  const opened = NOTE.exec(match[0]);
  const marks = block.resolve(from + 1).marks().filter((mark) => mark.type.name !== "link");
  if (opened && note) {
    const content = block.slice(from + opened[0].length, to - 2).content.content.map((one) => one.toJSON());
    if (!content.some((one) => one.type !== "text" || one.text.trim())) return;
    tr.replaceWith(start + from, start + to, note.create({ content }, null, marks));
  } else if (!match[0].includes(OTHER)) {
    tr.replaceWith(start + from, start + to, chip.create({ raw: match[0] }, null, marks));
  }
}
