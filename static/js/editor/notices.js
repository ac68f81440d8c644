// What the page says about saving, above the text: in words, and with what can be done.
import { button, element, fromServer } from "./dom.js";

const SAYS = {
  saved: ({ at }) => (at ? `Saved ${at}` : "Saved"),
  typing: ({ kept, held }) => `Not saved yet${held ? ": a chip is half written" : ""}${kept ? "" : ", and this browser keeps nothing"}`,
  saving: () => "Saving…",
  offline: ({ kept }) => `No connection${kept ? ": kept on this computer" : ""}. Saving is tried again.`,
  failed: ({ kept }) => `The server could not save this${kept ? ": kept on this computer" : ""}. Saving is tried again.`,
  out: ({ kept }) => `You are signed out, or may no longer change this text${kept ? ". It is kept on this computer" : ""}.`,
  "other-person": ({ name, mine, kept }) => `${name} has signed in here, and this page is ${mine}’s: nothing is saved from it${kept ? `. What was typed is kept on this computer for ${mine}` : ""}.`,
  faulty: ({ kept }) => `Not saved: it could not be printed as it is written${kept ? ". Kept on this computer" : ""}.`,
  stale: ({ who, kept }) => `Not saved: ${who} changed this text${kept ? ". Yours is kept on this computer" : ""}.`,
  merging: () => "Not saved while you merge",
  unreadable: () => "The server could not read what was sent.",
};

export class Notices {
  constructor(login) {
    this.login = login;
    this.status = element("p", { class: "state", role: "status" }, "Saved");
    this.panel = element("div", { class: "panels" });
    this.dom = element("div", { class: "notices" }, this.panel);
  }

  state(state, detail) {
    const said = (SAYS[state] || SAYS.failed)(detail);
    this.status.className = `state state--${state}`;
    if (this.status.textContent !== said) this.status.textContent = said;
    if (state === "out" || state === "other-person") this.status.append(" ", element("a", { href: `${this.login}?next=${encodeURIComponent(location.pathname)}`, target: "_blank", rel: "noopener" }, "Sign in (new tab)"));
    this.faults(state === "faulty" ? detail.faults : []);
  }

  faults(found) {
    this.replace("faults", found.length && element("div", { class: "refusal", role: "alert" }, element("h2", {}, "This could not be printed as it is written"), element("ul", {}, ...found.map((one) => element("li", {}, one)))));
  }

  /** Two texts that differ, and what may be done: {name: act}. */
  choice(id, heading, words, markup, acts) {
    const close = (act) => () => { this.replace(id, null); act(); };
    const buttons = Object.entries(acts).map(([name, act]) => button(name, close(act)));
    const box = element("div", { class: "refusal", role: "group", "aria-label": heading, tabindex: "-1" }, element("h2", {}, heading), element("p", {}, words), element("p", { class: "refusal__acts" }, ...buttons), ...fromServer(markup));
    this.replace(id, box);
    box.focus();
  }

  tell(id, words, ...acts) {
    this.replace(id, element("div", { class: "notice-line", role: "status" }, element("span", {}, words), ...acts, button("Dismiss", () => this.replace(id, null))));
  }

  replace(id, box) {
    const old = this.panel.querySelector(`[data-notice="${id}"]`);
    if (box) box.dataset.notice = id;
    if (old && box) old.replaceWith(box);
    else if (old) old.remove();
    else if (box) this.panel.append(box);
  }
}
