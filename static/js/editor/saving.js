// Keeps what is typed: on this computer at once, on the server a moment later, and never over somebody else's text.
import { isForgotten, whenForgotten } from "../forgotten.js";

const PAUSE = 1500;
const KEEP = 300;
const AGAIN = 5000;
const HOLD = 20000;

/** `read` gives the text as it would be stored; `tell` hears of each change of state, as (state, detail). While `holds`
 * says so, something is half written that the server would refuse: what saves by itself waits for its end, for so long. */
export class Saving {
  constructor({ page, read, tell, holds = () => false }) {
    Object.assign(this, { page, read, tell, holds });
    this.heldSince = 0;
    this.base = page.digest;
    this.stored = read();
    this.state = "saved";
    this.busy = null;
    this.timers = {};
    this.shelf = new Shelf(`text:${page.name}:${page.person}`, `text:${page.person}`);
    addEventListener("online", () => this.byItself());
    addEventListener("focus", () => { if (["offline", "out", "other-person"].includes(this.state)) this.byItself(); });
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep(); });
    addEventListener("beforeunload", (event) => { if (this.dirty && this.state !== "settled") event.preventDefault(); });
  }

  get dirty() {
    return this.read() !== this.stored;
  }

  /** Something was typed. */
  touched() {
    this.later("keep", KEEP, () => this.keep());
    if (this.state === "stale" || this.state === "merging") return;
    if (this.state === "saved" || this.state === "faulty") this.say("typing");
    this.later("save", PAUSE, () => this.byItself());
  }

  /** Saves unless something is half written; that is kept here meanwhile, and tried after a while all the same. */
  byItself() {
    if (!this.holds() || !this.dirty || this.blocked) return this.now();
    this.heldSince = this.heldSince || Date.now();
    const left = this.heldSince + HOLD - Date.now();
    if (left <= 0) return this.now();
    this.keep();
    if (["typing", "saved"].includes(this.state)) this.say("typing", { held: true });
    return this.later("save", left, () => this.byItself());
  }

  /** The cursor moved, or the list was closed: what was held goes, once it is no longer half written. */
  released() {
    if (!this.heldSince || this.holds()) return;
    this.heldSince = 0;
    this.later("save", PAUSE, () => this.byItself());
  }

  later(name, wait, act) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(act, wait);
  }

  keep() {
    const body = this.read();
    if (body === this.stored) return this.shelf.clear();
    return this.shelf.put({ body, based_on: this.base, at: new Date().toISOString() });
  }

  say(state, detail = {}) {
    this.state = state;
    this.tell(state, { ...detail, kept: this.shelf.works, mine: this.page.person_name });
  }

  /** Saves what there is to save; one save at a time. */
  async now({ over = false } = {}) {
    clearTimeout(this.timers.save);
    this.heldSince = 0;
    if (this.busy) {
      await this.busy;
      return this.dirty && !this.blocked ? this.now() : undefined;
    }
    if (this.blocked && !over) return undefined;
    const body = this.read();
    if (body === this.stored && !over) {
      this.shelf.clear();
      if (this.state !== "saved") this.say("saved");
      return undefined;
    }
    this.keep();
    this.busy = this.send(body).finally(() => { this.busy = null; });
    return this.busy;
  }

  get blocked() {
    return this.state === "stale" || this.state === "merging" || this.state === "kept";
  }

  async send(body) {
    this.say("saving");
    const answer = await post("save/", this.asked(body));
    switch (answer.state) {
      case "saved": return this.saved(body, answer);
      case "stale": return this.say("stale", answer);
      case "faulty": return this.say("faulty", answer);
      default:
        this.later("save", AGAIN, () => this.byItself());
        return this.say(answer.state, answer);
    }
  }

  /** Names the person this page was made for: what they typed is never stored as another's who signed in since. */
  asked(body) {
    return { body, based_on: this.base, by: this.page.person };
  }

  saved(body, answer) {
    this.base = answer.digest;
    this.stored = body;
    this.keep();
    this.say("saved", answer);
    if (this.dirty) this.later("save", PAUSE, () => this.byItself());
  }

  /** Of two texts the writer chose; `theirs` is what was refused, `body` what is in the editor now. */
  settle(theirs, { save }) {
    this.base = theirs.digest;
    if (save) {
      this.state = "typing";
      return this.now({ over: true });
    }
    this.stored = this.read();
    this.shelf.clear();
    return this.say("saved");
  }

  /** Goes on writing with theirs in view: nothing is saved until the writer says so. */
  merge(theirs) {
    this.base = theirs.digest;
    this.say("merging", theirs);
  }

  /** What was typed last is sent though the page goes; it stays on this computer until an answer came. */
  leave() {
    this.keep();
    if (!this.dirty || this.blocked) return;
    const body = JSON.stringify(this.asked(this.read()));
    fetch("save/", { method: "POST", keepalive: body.length < 60000, headers: headers(), body }).catch(() => undefined);
  }
}

/** The working copies on this computer: the one being written, and those of earlier pages that nobody has answered for. */
export class Shelf {
  constructor(name, owner) {
    Object.assign(this, { name, owner });
    // A page of its own: two tabs at one text don't take each other's place.
    this.own = `${name}:${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    this.works = true;
    whenForgotten(owner, () => this.clear());
  }

  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  write(key, value) {
    try {
      // Of what was forgotten nothing is written, nor are the copies of a page opened since taken away.
      this.works = !isForgotten(this.owner);
      if (!this.works && key !== this.own) return;
      if (value === null || !this.works) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch {
      this.works = false;
    }
  }

  put(copy) {
    this.write(this.own, copy);
  }

  clear() {
    this.write(this.own, null);
  }

  get left() {
    return `${this.name}:left`;
  }

  /** Copies that other pages left behind, newest last; what this page writes can't take their place. */
  takeLeft(stored) {
    const left = this.read(this.left) || [];
    for (const key of this.others()) {
      const copy = this.read(key);
      if (copy && !left.some((one) => one.body === copy.body)) left.push(copy);
      this.write(key, null);
    }
    const kept = left.filter((one) => one.body !== stored).sort((one, other) => one.at.localeCompare(other.at));
    this.write(this.left, kept.length ? kept : null);
    return kept;
  }

  others() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(`${this.name}:`) && key !== this.own && key !== this.left);
    } catch {
      return [];
    }
  }

  forget(copy) {
    const left = (this.read(this.left) || []).filter((one) => one.body !== copy.body);
    this.write(this.left, left.length ? left : null);
  }
}

/** Asks an address below this page's; the answer with its state: also offline, out (signed out), refused, failed. */
export async function post(address, asked) {
  let response;
  try {
    response = await fetch(address, { method: "POST", headers: headers(), body: JSON.stringify(asked) });
  } catch {
    return { state: "offline" };
  }
  const answer = await response.json().catch(() => null);
  if (answer && answer.state) return answer;
  if (response.ok && answer) return { state: "answered", ...answer };
  if (response.status === 404 || response.status === 403) return { state: "out" };
  return { state: "failed" };
}

export function headers() {
  return { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() };
}

/** The cookie is read each time: signing in again in another tab gives a new one. */
export function token() {
  const found = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return found ? decodeURIComponent(found[1]) : "";
}
