// The list of numbers that are bound to nothing, beside the text: bind each to a fact, or say why it is quoted.
import { button, element, field } from "./dom.js";
import { bind, quote, show } from "./linter.js";
import { asksReason } from "./tokens.js";

const MOST = 4;
const words = (text) => new Set(text.toLowerCase().match(/\p{L}{4,}/gu) || []);

export class Numbers {
  constructor(catalogue) {
    this.catalogue = catalogue;
    this.found = [];
    this.at = 0;
    this.heading = element("h2", { id: "numbers-heading" }, "Numbers not bound");
    this.count = element("p", { class: "numbers__count", role: "status" });
    this.list = element("ol", { class: "numbers__list" });
    this.dom = element("section", { class: "numbers", "aria-labelledby": "numbers-heading" }, this.heading, this.count, this.list);
  }

  attach(view) {
    this.view = view;
  }

  /** The numbers found by the latest pass. A form that is being filled in stays. */
  tell(found) {
    this.found = found;
    const said = found.length ? `${found.length} number${found.length === 1 ? "" : "s"} to bind or to quote.` : "Every number is bound or quoted.";
    if (this.count.textContent !== said) this.count.textContent = said;
    const signature = JSON.stringify(found.map((one) => [one.text, one.before, one.after, one.suggestions]));
    if (signature === this.signature) return;
    this.signature = signature;
    if (!this.list.contains(document.activeElement)) this.draw();
    else this.waiting = true;
  }

  draw() {
    this.waiting = false;
    this.list.replaceChildren(...this.found.map((_, place) => this.row(place)));
  }

  row(place) {
    const one = this.found[place];
    const where = button("", () => show(this.view, this.found[place]), { class: "numbers__where", "aria-label": `Show ${one.text} in the text` });
    where.append(one.before, element("mark", {}, one.text), one.after);
    const acts = element("div", { class: "numbers__acts" });
    for (const factKey of this.likely(one).slice(0, MOST)) acts.append(this.suggestion(place, factKey));
    const form = this.quoting(place);
    const toggle = button("Quote it…", () => {
      form.hidden = !form.hidden;
      toggle.setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) form.querySelector("input").focus();
    }, { "aria-expanded": "false" });
    acts.append(toggle);
    return element("li", { class: "numbers__one" }, where, acts, form);
  }

  // Of the facts that print this number, first those whose names stand beside it; else they stay in their order.
  likely({ suggestions, before, after }) {
    const around = words(`${before} ${after}`);
    const named = (key) => [...words(this.catalogue.facts.get(key)?.label || "")].filter((word) => around.has(word)).length;
    return suggestions.map((key) => ({ key, shared: named(key) })).sort((one, other) => other.shared - one.shared).map(({ key }) => key);
  }

  suggestion(place, factKey) {
    const fact = this.catalogue.facts.get(factKey);
    return button(fact ? fact.label : factKey, () => this.done(place, () => bind(this.view, this.found[place], factKey)), {
      class: "quiet-button numbers__bind", title: `Bind to ${factKey}`,
    });
  }

  quoting(place) {
    const why = element("input", { type: "text", autocomplete: "off", required: "" });
    const form = element("form", { class: "numbers__quote", hidden: "" }, field("Why it is no fact of the month", why), element("button", { class: "quiet-button", type: "submit" }, "Keep as quoted"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!asksReason(why)) this.done(place, () => quote(this.view, this.found[place], why.value));
    });
    return form;
  }

  // The row goes, and the keyboard goes on to the next.
  done(place, act) {
    act();
    this.found = this.found.filter((_, at) => at !== place);
    this.list.children[place].remove();
    const next = this.list.children[Math.min(place, this.list.children.length - 1)];
    this.signature = "";
    this.draw();
    const row = this.list.children[Math.min(place, this.list.children.length - 1)];
    const target = next && row ? row.querySelector(".numbers__bind, .numbers__where") : this.heading;
    target.setAttribute("tabindex", target === this.heading ? "-1" : "0");
    target.focus();
  }

  /** The next number after the cursor, round to the first. */
  next() {
    if (!this.found.length) return false;
    const { from } = this.view.state.selection;
    show(this.view, this.found.find((one) => one.from > from) || this.found[0]);
    return true;
  }
}
