// A pasted column: laid into the cells to look at, and saved or undone as one.

import { columns, fill } from "./paste.js";

const made = (tag, text, properties = {}) => Object.assign(document.createElement(tag), { textContent: text }, properties);
const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

export class Pasting {
  // `below` gives the cells of a cell's kind from it down; `laid` is told of every cell that took another text.
  constructor({ place, below, laid, kept }) {
    Object.assign(this, { place, below, laid, kept });
    this.taken = [];
  }

  get open() {
    return this.taken.length > 0;
  }

  // Whether the text is more than a word to put at the cursor; if so, it is laid down from the cell.
  take(cell, text) {
    if (!/[\t\n\r]/.test(text)) return false;
    const found = columns(text);
    if (found.length === 1) this.#lay(cell, found[0]);
    else this.#choose(cell, found);
    return true;
  }

  #choose(cell, found) {
    const words = made("p", `You copied ${count(found.length, "column")} of numbers, and this is one month. Which is it?`);
    const buttons = found.map((column, at) => {
      const button = made("button", `Column ${at + 1}: ${column.slice(0, 3).map((text) => text.trim() || "blank").join(", ")}…`, { type: "button" });
      button.addEventListener("click", () => {
        this.#lay(cell, column);
        cell.input.focus();
      });
      return button;
    });
    this.#show(words, ...buttons, this.#button("Leave it", () => this.#close()));
  }

  #lay(cell, texts) {
    const { filled, over } = fill(texts, this.below(cell));
    for (const [one, text] of filled) {
      if (!this.taken.some(({ cell: before }) => before === one)) this.taken.push({ cell: one, before: one.text });
      one.text = text;
      one.pending = true;
      one.row.classList.add("pasted");
      this.laid(one);
    }
    this.typedSince = false;
    this.#tell(filled.map(([one]) => one), over);
  }

  #tell(cells, over) {
    const wrong = cells.filter((one) => one.fault(one.text)).length;
    const words = [`${count(cells.length, "value")} pasted, from ${cells[0].name} down.`];
    if (wrong) words.push(`${wrong} ${wrong === 1 ? "does" : "do"} not fit, and ${wrong === 1 ? "is" : "are"} marked.`);
    if (over.length) words.push(`No row was left for ${count(over.length, "more value")}: ${over.map((text) => text.trim() || "blank").join(", ")}.`);
    this.#show(made("p", words.join(" ")), this.#button("Save them", () => this.keep()), this.#button("Undo paste", () => this.undo()));
  }

  #button(text, act) {
    const button = made("button", text, { type: "button" });
    button.addEventListener("click", act);
    return button;
  }

  #show(...parts) {
    this.place.replaceChildren(...parts);
  }

  keep() {
    this.#end().forEach(({ cell }) => this.kept(cell));
  }

  undo() {
    for (const { cell, before } of this.#end()) {
      cell.text = before;
      this.laid(cell);
      this.kept(cell);
    }
  }

  #end() {
    const taken = this.taken;
    for (const { cell } of taken) {
      cell.pending = false;
      cell.row.classList.remove("pasted");
    }
    this.#close();
    taken[0]?.cell.input.focus();
    return taken;
  }

  #close() {
    this.taken = [];
    this.#show();
  }
}
