// What opens on a chip, a note or a link: what it stands for, how it is printed, and how to change it.
import { Editor, pm } from "./bundle.js";
import { button, element, field } from "./dom.js";
import { notePasteHandlers } from "./paste.js";
import { normalHref } from "./reading.js";
import { noteExtensions } from "./schema.js";
import { Suggest } from "./suggest.js";
import { asksReason, plainWords, writeToken } from "./tokens.js";
import { Tokens } from "./typing.js";

const { TextSelection } = pm.state;
const KINDS = { fact: "Fact", mention: "Record", reference: "Reference", quoted: "Quoted number", faulty: "Can’t be read" };

export class Popover {
  constructor(editor, catalogue, place) {
    Object.assign(this, { editor, catalogue, place, inner: null, moved: () => undefined });
    this.dom = element("div", { class: "popover", role: "dialog", hidden: "" });
    place.append(this.dom);
    this.dom.addEventListener("keydown", (event) => this.press(event));
    catalogue.watch(() => { if (!this.dom.hidden && this.looked === "waiting") this.openAt(this.pos); });
    document.addEventListener("mousedown", (event) => {
      if (!this.dom.hidden && !this.dom.contains(event.target)) this.close(false);
    });
  }

  get view() {
    return this.editor.view;
  }

  /** Opens on the chip or note at `pos`. */
  openAt(pos) {
    const node = this.view.state.doc.nodeAt(pos);
    if (!node) return false;
    if (node.type.name === "note") return this.note(pos, node);
    return node.type.name === "chip" && this.chip(pos, node);
  }

  chip(pos, node) {
    const shown = this.catalogue.look(node.attrs.raw);
    const { state } = shown;
    const parts = [element("p", { class: "popover__kind" }, KINDS[shown.kind]), element("p", { class: "popover__about" }, shown.about || shown.target)];
    if (shown.state === "missing") parts.push(element("p", { class: "popover__fault" }, "Its records have not been entered: the report prints the word “missing”."));
    if (shown.url) parts.push(element("p", {}, link(shown.url, shown.kind === "fact" ? "Its rule and its rows" : "Its page")));
    if (shown.forms.length > 1) parts.push(this.forms(pos, shown));
    if (shown.kind === "quoted") parts.push(...this.quotedFields(pos, shown));
    if (shown.state === "faulty") parts.push(...this.faultyFields(pos, node));
    const foot = element("p", { class: "popover__foot" }, button("Take it out", () => this.remove(pos)), button("Close", () => this.close()));
    this.show(`${KINDS[shown.kind]}: ${shown.about || shown.target}`, [...parts, foot], pos);
    this.looked = state;
    return true;
  }

  forms(pos, shown) {
    const set = element("fieldset", { class: "popover__forms" }, element("legend", {}, "Printed as"));
    for (const form of shown.forms) {
      const raw = writeToken({ ...shown, form });
      const radio = element("input", { type: "radio", name: "form", value: form, ...(form === shown.form ? { checked: "" } : {}) });
      radio.addEventListener("change", () => this.replaceChip(pos, raw));
      set.append(element("label", {}, radio, ` ${this.catalogue.look(raw).text}`));
    }
    return set;
  }

  quotedFields(pos, shown) {
    const words = element("input", { type: "text", value: shown.target, autocomplete: "off" });
    const why = element("input", { type: "text", value: shown.form, autocomplete: "off" });
    const keep = () => {
      const [target, form] = [plainWords(words.value), plainWords(why.value)];
      if (!target) return words.focus();
      if (asksReason(why)) return undefined;
      this.replaceChip(pos, writeToken({ kind: "quoted", target, form }));
      this.close();
    };
    return [field("Printed", words), field("Why it is no fact", why), element("p", {}, button("Keep", keep))];
  }

  faultyFields(pos, node) {
    const typed = element("input", { type: "text", value: node.attrs.raw.slice(2, -2).trim(), autocomplete: "off", spellcheck: "false" });
    const mend = () => {
      const raw = `{{${typed.value.replace(/[{}]/g, "").trim()}}}`;
      this.replaceChip(pos, raw);
      this.openAt(pos);
    };
    return [field("What stands between the braces", typed), element("p", {}, button("Mend it", mend))];
  }

  note(pos, node) {
    const at = node ? pos : this.view.state.selection.to;
    const box = element("div", { class: "popover__note" });
    const label = element("p", { class: "popover__kind", id: "note-label" }, node ? "Note" : "New note");
    const foot = element("p", { class: "popover__foot" }, button("Done", () => this.close()), button("Take it out", () => (this.noteStands ? this.remove(at) : this.close())));
    this.show("Note", [label, box, foot], at);
    this.noteStands = Boolean(node);
    this.inner = new Editor({
      element: box,
      extensions: [...noteExtensions(this.catalogue), Tokens, Suggest.configure({ catalogue: this.catalogue, place: this.dom })],
      content: { type: "doc", content: [{ type: "paragraph", content: node ? node.attrs.content : [] }] },
      injectCSS: false,
      enableInputRules: false,
      enablePasteRules: false,
      onUpdate: () => this.noteTyped(at),
      onTransaction: () => this.moved(),
      editorProps: {
        attributes: { class: "note-text", role: "textbox", "aria-multiline": "true", "aria-labelledby": "note-label", spellcheck: "true" },
        handleDOMEvents: notePasteHandlers(),
        handleKeyDown: (view, event) => event.key === "Escape" && !this.dom.querySelector(".suggest:not([hidden])") && this.close(),
      },
    });
    this.inner.commands.focus("end");
    return true;
  }

  // What is typed here stands in the text at once, and is kept and saved like all of it. An empty note is none.
  noteTyped(pos) {
    const { state } = this.view;
    const content = this.inner.getJSON().content[0].content || [];
    const says = content.some((one) => one.type !== "text" || one.text.trim());
    if (this.noteStands && says) this.view.dispatch(state.tr.setNodeMarkup(pos, null, { content }, state.doc.nodeAt(pos).marks));
    else if (this.noteStands) this.view.dispatch(state.tr.delete(pos, pos + 1));
    else if (says) this.view.dispatch(state.tr.insert(pos, state.schema.nodes.note.create({ content })));
    this.noteStands = says;
  }

  newNote() {
    return this.note(null, null);
  }

  /** A link on what is selected, or the one the cursor stands in. */
  link() {
    const { href = "" } = this.editor.getAttributes("link");
    const { from, empty } = this.view.state.selection;
    const address = element("input", { type: "text", inputmode: "url", value: href, autocomplete: "off", spellcheck: "false", "aria-describedby": "link-fault" });
    const words = element("input", { type: "text", autocomplete: "off" });
    const fault = element("p", { class: "popover__fault", id: "link-fault", role: "alert" });
    const asksWords = empty && !href;
    const keep = () => {
      const wanted = normalHref(/^[\w-]+(\.[\w-]+)+(\/|$)/.test(address.value.trim()) ? `https://${address.value.trim()}` : address.value);
      if (!wanted) {
        fault.textContent = "A link begins with https://, http:// or mailto:, or with / for a page of this site.";
        return address.focus();
      }
      const chain = this.editor.chain().focus();
      if (asksWords) chain.insertContent({ type: "text", text: words.value.trim() || wanted, marks: [{ type: "link", attrs: { href: wanted } }] });
      else chain.extendMarkRange("link").setMark("link", { href: wanted });
      chain.run();
      return this.close();
    };
    const unlink = () => {
      this.editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
      this.close();
    };
    const foot = element("p", { class: "popover__foot" }, button("Keep the link", keep), ...(href ? [button("Take the link off", unlink)] : []), button("Close", () => this.close()));
    address.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); keep(); } });
    return this.show("Link", [field("Address", address), fault, ...(asksWords ? [field("Words to show", words)] : []), foot], from);
  }

  replaceChip(pos, raw) {
    const { state } = this.view;
    const node = state.doc.nodeAt(pos);
    if (!node || node.type.name !== "chip") return;
    this.view.dispatch(state.tr.setNodeMarkup(pos, null, { raw }, node.marks));
  }

  remove(pos) {
    const node = this.view.state.doc.nodeAt(pos);
    if (node && !node.isText && node.isInline) this.view.dispatch(this.view.state.tr.delete(pos, pos + 1));
    this.close();
  }

  show(name, parts, pos) {
    this.drop();
    this.dom.setAttribute("aria-label", name);
    this.dom.replaceChildren(...parts);
    this.dom.hidden = false;
    this.noteStands = true;
    this.looked = "";
    this.pos = pos;
    this.put(pos);
    const first = this.dom.querySelector("input:checked, input, a, button");
    if (first) first.focus();
    return true;
  }

  put(pos) {
    const at = this.view.coordsAtPos(pos);
    const frame = this.place.getBoundingClientRect();
    this.dom.style.left = `${Math.max(0, Math.min(at.left - frame.left, frame.width - this.dom.offsetWidth))}px`;
    this.dom.style.top = `${at.bottom - frame.top + 6}px`;
  }

  // Writing goes on behind the chip.
  writeOn() {
    const { doc, tr } = this.view.state;
    const node = this.pos <= doc.content.size && doc.nodeAt(this.pos);
    if (node && node.isInline && !node.isText && this.noteStands) this.view.dispatch(tr.setSelection(TextSelection.create(doc, this.pos + 1)));
  }

  press(event) {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.inner) {
      event.preventDefault();
      this.close();
    }
  }

  drop() {
    if (this.inner) this.inner.destroy();
    this.inner = null;
  }

  close(focus = true) {
    if (this.dom.hidden) return true;
    this.drop();
    this.dom.hidden = true;
    if (!focus) return true;
    this.writeOn();
    this.view.focus();
    return true;
  }
}


function link(href, words) {
  return element("a", { href, target: "_blank", rel: "noopener" }, `${words} (new tab)`);
}
