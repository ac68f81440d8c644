// Marks every number that is bound to nothing, as one types, and keeps the list of them. Nothing here waits for anything.
import { Extension, pm } from "./bundle.js";
import { plainWords, readToken, writeToken } from "./tokens.js";

const { Plugin, PluginKey, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const PAUSE = 200;
const WIDTH = 36;
const key = new PluginKey("linter");

/** `find` is findUnbound of static/js/unbound.js; `same` says whether a block's words are last month's; `tell` hears of each pass. */
export const Linter = Extension.create({
  name: "linter",
  addOptions: () => ({ find: () => [], same: () => false, catalogue: null, tell: () => undefined }),
  addProseMirrorPlugins() {
    return [plugin(this.options)];
  },
});

function plugin(options) {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => tr.getMeta(key) || set.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      const pass = new Pass(view, options);
      return { update: (now, before) => { if (!now.state.doc.eq(before.doc)) pass.soon(); }, destroy: () => pass.stop() };
    },
  });
}

class Pass {
  constructor(view, options) {
    Object.assign(this, { view, ...options, timer: 0, known: new WeakMap() });
    this.unwatch = this.catalogue.watch(() => {
      this.known = new WeakMap();
      this.soon();
    });
    this.soon();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    this.unwatch();
  }

  run() {
    const found = [];
    const marks = [];
    const { doc } = this.view.state;
    doc.forEach((block, pos) => {
      if (this.same(block)) marks.push(Decoration.node(pos, pos + block.nodeSize, { class: "as-before", title: "Word for word as the month before" }));
    });
    doc.descendants((block, pos) => {
      if (!block.isTextblock) return true;
      for (const one of this.block(block)) {
        const [from, to] = [pos + 1 + one.from, pos + 1 + one.to];
        found.push({ ...one, from, to, ...this.around(block, one) });
        marks.push(Decoration.inline(from, to, { class: "unbound", title: "This number is bound to nothing" }));
      }
      return false;
    });
    const { state } = this.view;
    if (!drawnAlike(key.getState(state).find(), marks)) this.view.dispatch(state.tr.setMeta(key, DecorationSet.create(doc, marks)).setMeta("addToHistory", false));
    this.tell(found);
  }

  // What stands either side of it, chips as they are shown, cut where a word ends.
  around(block, { from, to }) {
    const shown = (leaf) => (leaf.type.name === "chip" ? this.catalogue.look(leaf.attrs.raw).text : "");
    const before = block.textBetween(Math.max(0, from - WIDTH), from, " ", shown);
    const after = block.textBetween(to, Math.min(block.content.size, to + WIDTH), " ", shown);
    return { before: from > WIDTH ? before.replace(/^\S*\s/, "…") : before, after: block.content.size - to > WIDTH ? after.replace(/\s\S*$/, "…") : after };
  }

  // A block that did not change is the same object: only the paragraph that is typed in is read again.
  block(block) {
    if (!this.known.has(block)) this.known.set(block, unboundIn(block, this.find, [...this.catalogue.facts.values()]));
    return this.known.get(block);
  }
}

// The text is drawn anew only where marks changed.
function drawnAlike(old, wanted) {
  const places = (marks) => marks.map(({ from, to }) => `${from}-${to}`).sort().join();
  return places(old) === places(wanted);
}

/** The unbound numbers of one block: places in the block, and inside the note where one stands in a note. */
function unboundIn(block, find, facts) {
  const { text, places } = flat(block);
  return find(text, { facts }).map((one) => {
    const [first, last] = [places[one.start], places[one.end - 1]];
    const within = first.note !== undefined ? { note: first.note, start: first.inner, end: last.inner + 1, index: first.index } : null;
    return { text: one.text, suggestions: one.suggestions, form: one.form, from: first.at, to: last.at + 1, within };
  });
}

// The block's text as stored, and for each letter of it its place in the block.
function flat(block) {
  let text = "";
  const places = [];
  const add = (letters, place) => {
    for (let offset = 0; offset < letters.length; offset += 1) places.push(place(offset));
    text += letters;
  };
  block.forEach((child, at) => {
    if (child.isText) add(child.text, (offset) => ({ at: at + offset }));
    else if (child.type.name === "chip") add(child.attrs.raw, () => ({ at }));
    else flatNote(child, at, add);
  });
  return { text, places };
}

function flatNote(node, at, add) {
  add("{{note: ", () => ({ at }));
  node.attrs.content.forEach((one, index) => {
    if (one.type === "chip") add(one.attrs.raw, () => ({ at, note: true }));
    else add(one.text, (offset) => ({ at, note: true, index, inner: offset }));
  });
  add("}}", () => ({ at }));
}

// --- what is done about a number --------------------------------------------------------------------------------------

/** Puts the fact of that name in the number's place, printed as the number was written. */
export function bind(view, found, factKey) {
  const form = found.form !== undefined ? found.form : formFor(found.text);
  replace(view, found, writeToken({ kind: "fact", target: factKey, form }));
}

/** Keeps the number as it is, with the reason why it is no fact. */
export function quote(view, found, why) {
  replace(view, found, writeToken({ kind: "quoted", target: plainWords(found.text), form: plainWords(why) }));
}

/** Selects the number in the text. */
export function show(view, found) {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, found.from, found.to)).scrollIntoView());
  view.focus();
}

function formFor(text) {
  if (/\d/.test(text)) return "";
  return /^\p{Lu}/u.test(text) ? "Words" : "words";
}

function replace(view, found, raw) {
  if (readToken(raw).kind === "faulty") return;
  const { state } = view;
  const { chip, note } = state.schema.nodes;
  if (!found.within) {
    const marks = state.doc.resolve(found.from + 1).marks().filter((mark) => mark.type.name !== "link");
    view.dispatch(state.tr.replaceWith(found.from, found.to, chip.create({ raw }, null, marks)));
    return;
  }
  const holder = state.doc.nodeAt(found.from);
  if (!holder || holder.type !== note || found.within.index === undefined) return;
  view.dispatch(state.tr.setNodeMarkup(found.from, null, { content: inNote(holder.attrs.content, found.within, raw) }, holder.marks));
}

function inNote(content, { index, start, end }, raw) {
  const { text, marks } = content[index];
  const piece = (words) => (words ? [{ type: "text", text: words, ...(marks ? { marks } : {}) }] : []);
  const put = { type: "chip", attrs: { raw } };
  return [...content.slice(0, index), ...piece(text.slice(0, start)), put, ...piece(text.slice(end)), ...content.slice(index + 1)];
}
