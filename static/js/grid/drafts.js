// What was typed and is not stored yet, kept in this browser for its person and month until it is.

import { isForgotten, whenForgotten } from "../forgotten.js";

export class Drafts {
  constructor(by, month) {
    this.owner = `measures:${by}`;
    this.name = `${this.owner}:${month}`;
    whenForgotten(this.owner, () => localStorage.removeItem(this.name));
  }

  all() {
    try {
      const held = JSON.parse(localStorage.getItem(this.name) ?? "{}");
      return held && typeof held === "object" ? held : {};
    } catch {
      return {};
    }
  }

  keep(key, value, was) {
    this.#write({ ...this.all(), [key]: { value, was } });
  }

  drop(...keys) {
    const held = this.all();
    for (const key of keys) delete held[key];
    this.#write(held);
  }

  #write(held) {
    try {
      // Another page of the month, opened since all was forgotten, has drafts of its own under this name.
      if (isForgotten(this.owner)) return;
      if (Object.keys(held).length) localStorage.setItem(this.name, JSON.stringify(held));
      else localStorage.removeItem(this.name);
    } catch {
      // A browser that keeps nothing (a full or a private one) still saves to the server.
    }
  }
}
