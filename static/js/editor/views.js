// How a chip and a note look in the text.
import { noteText } from "./tokens.js";

const KINDS = { fact: "Fact", mention: "Record", reference: "Reference", quoted: "Quoted number", faulty: "Faulty" };

export class ChipView {
  constructor(node, catalogue) {
    this.node = node;
    this.catalogue = catalogue;
    this.dom = document.createElement("span");
    this.dom.contentEditable = "false";
    this.stop = catalogue.watch(() => this.show());
    this.show();
  }

  show() {
    const { raw } = this.node.attrs;
    const shown = this.catalogue.look(raw);
    this.dom.className = `chip chip--${shown.kind} chip--${shown.state}`;
    this.dom.textContent = shown.text;
    this.dom.dataset.token = raw;
    this.dom.title = shown.about;
    this.dom.setAttribute("role", "img");
    this.dom.setAttribute("aria-label", `${shown.text}, ${KINDS[shown.kind]}: ${shown.about || shown.target}`);
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  ignoreMutation() {
    return true;
  }

  destroy() {
    this.stop();
  }
}

export class NoteView {
  constructor(node) {
    this.node = node;
    this.dom = document.createElement("span");
    this.dom.contentEditable = "false";
    this.show();
  }

  show() {
    const says = noteText(this.node).trim();
    this.dom.className = says ? "chip chip--note" : "chip chip--note chip--faulty";
    this.dom.textContent = "note";
    this.dom.title = says || "This note is empty.";
    this.dom.setAttribute("role", "img");
    this.dom.setAttribute("aria-label", `Note: ${says || "empty"}`);
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  ignoreMutation() {
    return true;
  }
}
