// The list that opens on "{{", "@" or "#": facts, records and references, found by typing.
import { Extension, pm } from "./bundle.js";
import { letters } from "./typing.js";
import { element } from "./dom.js";

const { Plugin, PluginKey } = pm.state;

const TRIGGER = /(\{\{|(?<![^\s(‘“"'\ufffc])[@#])([^{}\ufffc]{0,40})$/;
const KINDS = { "{{": ["fact", "mention", "reference"], "@": ["mention"], "#": ["reference"] };
const NAMES = { fact: "Fact", mention: "Record", reference: "Reference" };
const PAUSE = 250;
const key = new PluginKey("suggest");

export const Suggest = Extension.create({
  name: "suggest",
  addOptions: () => ({ catalogue: null, place: null }),
  addCommands() {
    return { suggest: () => ({ tr, dispatch }) => {
      if (dispatch) tr.insertText("{{").setMeta(key, { asked: true });
      return true;
    } };
  },
  addKeyboardShortcuts() {
    return { "Ctrl-Space": () => this.editor.commands.suggest() };
  },
  addProseMirrorPlugins() {
    const { catalogue, place } = this.options;
    return [plugin(catalogue, place)];
  },
});

/** Whether the list is open: what stands before the cursor is perhaps the beginning of a chip. */
export function choosing(state) {
  const found = key.getState(state);
  return Boolean(found && !found.dismissed);
}

function plugin(catalogue, place) {
  let list = null;
  return new Plugin({
    key,
    state: { init: () => null, apply: track },
    props: { handleKeyDown: (view, event) => (list ? list.press(event) : false) },
    view: (view) => {
      list = new List(view, catalogue, place);
      return { update: () => list.update(), destroy: () => list.destroy() };
    },
  });
}

// {from, to, sign, words} while a trigger stands before the cursor; dismissed ones are remembered by their place.
function track(tr, last, before, state) {
  const meta = tr.getMeta(key);
  if (meta && meta.dismiss) return last && { ...last, dismissed: true };
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const match = TRIGGER.exec(letters($from.parent).slice(0, $from.parentOffset));
  if (!match) return null;
  const from = $from.start() + match.index;
  const same = last && tr.mapping.map(last.from) === from;
  const typed = tr.docChanged;
  if (!same && !typed) return null;
  if (same && last.dismissed) return { ...last, from, to: $from.pos };
  return { from, to: $from.pos, sign: match[1], words: match[2], asked: Boolean((meta && meta.asked) || (same && last.asked)) };
}

class List {
  constructor(view, catalogue, place) {
    Object.assign(this, { view, catalogue, place, offers: [], active: 0, shown: null, timer: 0 });
    this.dom = element("div", { class: "suggest", hidden: "" });
    this.box = element("ul", { class: "suggest__list", role: "listbox", id: "suggest-list", "aria-label": "Facts, records and references" });
    this.said = element("p", { class: "govuk-visually-hidden", role: "status" });
    this.dom.append(this.box, element("p", { class: "suggest__keys" }, "↑ ↓ to choose, Enter to put it in, Esc to leave"));
    place.append(this.dom, this.said);
    this.dom.addEventListener("mousedown", (event) => event.preventDefault());
    this.stop = catalogue.watch(() => this.refresh());
  }

  get state() {
    const state = key.getState(this.view.state);
    return state && !state.dismissed ? state : null;
  }

  update() {
    const state = this.state;
    if (!state) return this.hide();
    if (this.shown && this.shown.words === state.words && this.shown.from === state.from) return;
    this.active = 0;
    this.shown = state;
    this.refresh();
    this.askServer(state);
  }

  refresh() {
    if (!this.shown) return;
    this.offers = this.catalogue.offers(this.shown.words, KINDS[this.shown.sign]);
    this.draw();
  }

  // Records of other months are the server's to find; the list shows what is known meanwhile.
  askServer({ sign, words }) {
    clearTimeout(this.timer);
    if (words.trim().length < 2 || !KINDS[sign].includes("mention")) return;
    this.timer = setTimeout(async () => {
      await this.catalogue.search(words.trim());
      this.refresh();
    }, PAUSE);
  }

  draw() {
    this.dom.hidden = false;
    this.box.replaceChildren(...this.offers.map((offer, place) => this.option(offer, place)));
    if (!this.offers.length) this.box.append(element("li", { class: "suggest__none", role: "option", "aria-disabled": "true" }, this.catalogue.loaded ? "Nothing is called that." : "The list is being fetched."));
    this.said.textContent = this.offers.length ? `${this.offers.length} found` : "Nothing is called that";
    this.mark();
    this.put();
  }

  option(offer, place) {
    const option = element("li", { class: "suggest__option", role: "option", id: `suggest-${place}` });
    option.append(
      element("span", { class: `suggest__value${offer.missing ? " suggest__value--missing" : ""}` }, offer.text),
      element("span", { class: "suggest__about" }, offer.about),
      element("span", { class: "suggest__kind" }, NAMES[offer.kind]),
    );
    option.addEventListener("click", () => this.choose(place));
    return option;
  }

  mark() {
    [...this.box.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === this.active)));
    const active = this.box.children[this.active];
    this.view.dom.setAttribute("aria-controls", "suggest-list");
    if (active && active.id) this.view.dom.setAttribute("aria-activedescendant", active.id);
    if (active) active.scrollIntoView({ block: "nearest" });
  }

  // Below the cursor, within the frame of the text.
  put() {
    const at = this.view.coordsAtPos(this.shown.from);
    const frame = this.place.getBoundingClientRect();
    const left = Math.max(0, Math.min(at.left - frame.left, frame.width - this.dom.offsetWidth));
    this.dom.style.left = `${left}px`;
    this.dom.style.top = `${at.bottom - frame.top + 4}px`;
  }

  hide() {
    this.shown = null;
    if (this.dom.hidden) return;
    this.dom.hidden = true;
    this.said.textContent = "";
    this.view.dom.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const state = this.state;
    if (!state || this.dom.hidden) return false;
    if (event.key === "Escape") return this.dismiss(state);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") return this.move(event.key === "ArrowDown" ? 1 : -1);
    if ((event.key === "Enter" || event.key === "Tab") && this.offers.length) return this.choose(this.active);
    return false;
  }

  move(step) {
    if (!this.offers.length) return false;
    this.active = (this.active + step + this.offers.length) % this.offers.length;
    this.mark();
    return true;
  }

  // A list that was asked for by key or button leaves nothing behind; what was typed stays as typed.
  dismiss(state) {
    const tr = this.view.state.tr.setMeta(key, { dismiss: true });
    if (state.asked || (state.sign === "{{" && !state.words)) tr.delete(state.from, state.to);
    this.view.dispatch(tr);
    return true;
  }

  choose(place) {
    const offer = this.offers[place];
    const state = this.state;
    if (!offer || !state) return false;
    const chip = this.view.state.schema.nodes.chip.create({ raw: offer.raw });
    this.view.dispatch(this.view.state.tr.replaceWith(state.from, state.to, chip).scrollIntoView());
    this.view.focus();
    return true;
  }

  destroy() {
    clearTimeout(this.timer);
    this.stop();
    this.dom.remove();
    this.said.remove();
  }
}
