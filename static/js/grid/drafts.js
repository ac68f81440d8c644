// What was typed and is not stored yet, kept in this browser for its person and month until it is.

export class Drafts {
  constructor(by, month) {
    this.name = `measures:${by}:${month}`;
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
      if (Object.keys(held).length) localStorage.setItem(this.name, JSON.stringify(held));
      else localStorage.removeItem(this.name);
    } catch {
      // A browser that keeps nothing (a full or a private one) still saves to the server.
    }
  }
}
