// One place of the grid: its field, what it held when it was seen, and what is said beside it.

import { change, fault, read, Refusal, shown } from "./numbers.js";

const made = (tag, text, properties = {}) => Object.assign(document.createElement(tag), { textContent: text }, properties);

export class Cell {
  constructor(input) {
    this.input = input;
    this.key = input.dataset.key;
    this.row = input.closest("tr");
    this.body = input.closest("tbody");
    this.ranked = "ranked" in this.body.dataset;
    this.unit = this.body.dataset.unit;
    this.decimals = Number(this.body.dataset.decimals ?? 0);
    this.note = document.getElementById(`${input.id}-note`);
    this.held = input.nextElementSibling;
    this.name = input.labels[0].textContent.trim();
    this.refused = "";
    this.theirs = null;
    this.pending = false;
  }

  get text() {
    return this.input.value;
  }

  set text(text) {
    this.input.value = text;
  }

  // The text of what was stored when the person last saw it.
  get was() {
    return this.held.value;
  }

  set was(text) {
    this.held.value = text;
  }

  // The number in the field; null if it is blank or can't be one.
  get number() {
    return this.fault(this.text) ? null : this.#read(this.text);
  }

  #read(text) {
    return this.ranked ? text.trim() || null : read(text, this.unit);
  }

  // Why the text can't be stored, in words; "" where it may.
  fault(text) {
    try {
      const number = this.#read(text);
      return this.ranked ? "" : fault(number, this.unit, this.decimals);
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  get changed() {
    return this.plain(this.text) !== this.plain(this.was);
  }

  // The text as it will be shown, so that 1234 and 1,234 are the same; what can't be read stays as it is.
  plain(text) {
    if (this.ranked) return text.trim().replace(/\s+/g, " ");
    return this.fault(text) ? text.trim() : shown(this.#read(text), this.decimals);
  }

  tidy() {
    const tidied = this.plain(this.text);
    if (tidied !== this.text) this.text = tidied;
  }

  // --- What is said beside it

  say(...words) {
    this.note.replaceChildren(...words);
    this.input.toggleAttribute("aria-invalid", words.length > 0);
    if (words.length) this.input.setAttribute("aria-invalid", "true");
    this.row.classList.toggle("wrong", words.length > 0);
  }

  judge() {
    const why = this.changed ? this.fault(this.text) : "";
    this.refused = why;
    this.theirs = null;
    this.say(...(why ? [made("p", why)] : []));
  }

  refuse(reason) {
    this.refused = reason;
    this.say(made("p", reason));
  }

  // Two typed here: both values, and whose to keep.
  contest(reason, theirs, settle) {
    this.theirs = theirs;
    this.refused = reason;
    const keep = made("button", `Keep mine: ${this.text.trim() || "blank"}`, { type: "button" });
    const take = made("button", `Take theirs: ${theirs || "blank"}`, { type: "button" });
    keep.addEventListener("click", () => settle(true));
    take.addEventListener("click", () => settle(false));
    const choice = made("div", "", { className: "settle" });
    choice.append(keep, take);
    this.say(made("p", reason), choice);
  }

  // --- Against the months before

  compare(window) {
    if (this.ranked) return;
    const { before, lowest, highest } = this.row.dataset;
    const number = this.number;
    const last = read(before ?? "", this.unit);
    this.row.querySelector("[data-change]").textContent = change(number, last, this.unit, this.decimals);
    const [low, high] = [lowest, highest].map((text) => read(text ?? "", this.unit));
    const beyond = number && low && high ? (number.scaled > high.scaled ? "highest" : number.scaled < low.scaled ? "lowest" : "") : "";
    this.row.querySelector("[data-mark]").textContent = beyond && `${beyond} in ${window} months`;
  }
}
