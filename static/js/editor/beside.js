// Last month's text beside this month's: as it was printed then, a paragraph to copy at a time.
import { button, element } from "./dom.js";
import { put } from "./paste.js";
import { readDocument } from "./reading.js";
import { writeBlock } from "./writing.js";

export class Before {
  constructor(page) {
    this.page = page;
    this.sources = new Set(page.before.map(flattened));
    this.copied = new Set();
    this.known = new WeakMap();
    this.box = element("div", { class: "before__text" }, element("p", { class: "writing__hint" }, "Being fetched…"));
    this.dom = element("details", { class: "before" }, element("summary", {}, page.before_month ? `${page.before_month}’s text` : "The month before’s text"), this.box);
    this.dom.addEventListener("toggle", () => { if (this.dom.open) this.load(); });
  }

  attach(view) {
    this.view = view;
  }

  /** Open from the start where there is room. */
  open() {
    if (!this.page.before.length) return this.box.replaceChildren(element("p", { class: "writing__empty" }, "There is no text of the month before."));
    this.dom.open = matchMedia("(min-width: 64em)").matches;
    return undefined;
  }

  async load() {
    if (this.loading || !this.page.before.length) return;
    this.loading = true;
    try {
      const answer = await fetch("before/");
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("before");
      if (!found) throw new Error("not there");
      this.box.replaceChildren(...[...found.childNodes].map((node) => document.adoptNode(node)));
      for (const block of this.box.querySelectorAll(".printed__block")) this.offer(block);
    } catch {
      this.loading = false;
      this.box.replaceChildren(element("p", { class: "writing__hint" }, "It could not be fetched. Close and open this to try again."));
    }
  }

  offer(block) {
    const source = this.page.before[Number(block.dataset.block)];
    const what = block.querySelector("ul") ? "Copy these bullets" : "Copy this paragraph";
    block.append(button(what, () => this.copy(source), { class: "quiet-button before__copy" }));
  }

  copy(source) {
    const { state } = this.view;
    const { content } = readDocument(source);
    this.copied.add(flattened(source));
    // As a paragraph of its own, after the one that is being written.
    const { $to } = state.selection;
    const at = $to.depth ? $to.after(1) : state.doc.content.size;
    const nodes = content.map((one) => state.schema.nodeFromJSON(one));
    const empty = state.doc.childCount === 1 && !state.doc.textContent && !state.doc.firstChild.childCount;
    this.view.dispatch((empty ? put(state, content) : state.tr.insert(at, nodes)).scrollIntoView());
  }

  /** Whether a block of this text is last month's, word for word. */
  same(block) {
    if (!this.known.has(block)) this.known.set(block, this.sources.has(flattened(writeBlock(block))));
    return this.known.get(block);
  }

  /** Whether a passage that was copied here still stands as it was copied. */
  stands(doc) {
    let found = false;
    if (this.copied.size) doc.forEach((block) => { found = found || this.copied.has(flattened(writeBlock(block))); });
    return found;
  }
}

const flattened = (source) => source.replace(/>\s+</g, "><").replace(/\s+/g, " ").replace(/ (?=<\/?(ul|li|p|h4))/g, "").trim();
