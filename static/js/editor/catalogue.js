// What chips stand for in this month: facts, records and references, loaded once beside the page and never waited for.
// What the stored text itself uses, the page brings with it (`known`): its chips show their values at once.
import { readToken } from "./tokens.js";

const FEW = 12;
const OTHERS = 3;

export class Catalogue {
  constructor({ chips, mentions, known = null }) {
    this.addresses = { chips, mentions };
    this.facts = new Map();
    this.mentions = new Map();
    this.references = new Map();
    this.loaded = false;
    this.unknown = new Set();
    this.watchers = new Set();
    if (known) this.take(known);
  }

  take(found) {
    for (const fact of found.facts) this.facts.set(fact.key, fact);
    for (const mention of found.mentions) this.mentions.set(mention.target, mention);
    for (const reference of found.references) this.references.set(reference.id, reference);
  }

  async load() {
    const found = await fetchJson(this.addresses.chips);
    if (!found) return;
    this.take(found);
    this.loaded = true;
    this.changed();
  }

  /** Calls `watcher` when what is known changes; returns how to stop that. */
  watch(watcher) {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  changed() {
    for (const watcher of this.watchers) watcher();
  }

  /** {kind, text, about, state, url, ...} of a token as written: what its chip shows. State: known, missing, faulty, waiting. */
  look(raw) {
    const token = readToken(raw);
    const shown = { ...token, raw, text: token.target, about: "", state: "known", url: "", forms: [""] };
    if (token.kind === "faulty") return { ...shown, text: raw, about: token.why, state: "faulty" };
    if (token.kind === "quoted") return { ...shown, about: `Quoted, not counted: ${token.form}` };
    const found = { fact: this.facts, mention: this.mentions, reference: this.references }[token.kind].get(token.target);
    if (!found) return this.notFound(shown);
    return { fact: asFact, mention: asMention, reference: asReference }[token.kind](shown, found);
  }

  notFound(shown) {
    if (!this.loaded) return { ...shown, state: "waiting", about: "Its value is being fetched." };
    if (shown.kind === "mention" && !this.unknown.has(shown.target)) {
      this.ask(shown.target);
      return { ...shown, state: "waiting", about: "It is being looked up." };
    }
    const what = { fact: "fact", mention: "record at the report’s date", reference: "section, table or figure" }[shown.kind];
    return { ...shown, text: shown.raw, state: "faulty", about: `There is no ${what} “${shown.target}”.` };
  }

  /** Looks for one record that the page was not told of; its chip changes when the answer comes. */
  async ask(target) {
    this.unknown.add(target);
    await this.search(target.replace(/^(meeting|party):/, ""));
    this.changed();
  }

  /** Records that the server knows by these words; those found are kept. */
  async search(words) {
    const found = await fetchJson(`${this.addresses.mentions}?q=${encodeURIComponent(words)}`);
    for (const mention of (found && found.mentions) || []) this.mentions.set(mention.target, mention);
  }

  /** What the search list offers for what was typed: {raw, text, about, kind}, by the order of `kinds`, the best of each
   * first. Those after the first kind keep a few places, so that they can be found at all. */
  offers(words, kinds = ["fact", "mention", "reference"]) {
    const ranked = this.ranked(words, kinds);
    const first = ranked.filter((offer) => offer.kind === kinds[0]);
    const rest = ranked.filter((offer) => offer.kind !== kinds[0]);
    return [...first.slice(0, FEW - Math.min(rest.length, OTHERS)), ...rest].slice(0, FEW);
  }

  ranked(words, kinds) {
    const wanted = fold(words).split(" ").filter(Boolean);
    const ranked = [];
    for (const offer of this.everything(kinds)) {
      const hay = fold(`${offer.text} ${offer.about} ${offer.key}`);
      if (!wanted.every((word) => hay.includes(word))) continue;
      const first = wanted[0] || "";
      ranked.push([first && fold(offer.key).startsWith(first) ? 0 : fold(offer.about).startsWith(first) ? 1 : 2, offer]);
    }
    const place = ([rank, offer]) => kinds.indexOf(offer.kind) * 10 + rank;
    return ranked.sort((one, other) => place(one) - place(other)).map((pair) => pair[1]);
  }

  * everything(kinds) {
    if (kinds.includes("fact")) {
      for (const fact of this.facts.values()) {
        yield { kind: "fact", key: fact.key, raw: `{{${fact.key}}}`, text: fact.missing ? "missing" : fact.figure, about: fact.label, missing: fact.missing };
      }
    }
    if (kinds.includes("mention")) {
      for (const one of this.mentions.values()) yield { kind: "mention", key: one.ref, raw: `{{@${one.target}}}`, text: one.ref, about: one.text };
    }
    if (kinds.includes("reference")) {
      for (const one of this.references.values()) yield { kind: "reference", key: one.id, raw: `{{#${one.id}}}`, text: one.text, about: one.title };
    }
  }
}

function asFact(shown, fact) {
  const about = { about: fact.label, url: fact.url, unit: fact.unit, forms: ["", ...(fact.words && !fact.missing ? ["words", "Words"] : [])] };
  if (fact.missing) return { ...shown, ...about, text: "missing", state: "missing" };
  const text = shown.form === "words" ? fact.words : shown.form === "Words" ? fact.Words : fact.figure;
  if (text) return { ...shown, ...about, text, figure: fact.figure, words: fact.words };
  return { ...shown, ...about, text: shown.raw, state: "faulty", about: `“${fact.figure}” can’t be written in words.` };
}

function asMention(shown, mention) {
  return { ...shown, text: shown.form === "ref" ? mention.ref : mention.text, about: mention.text, url: mention.url || "", forms: mention.ref === mention.text ? [""] : ["", "ref"] };
}

function asReference(shown, reference) {
  return { ...shown, text: reference.text, about: reference.title };
}

const fold = (words) => words.toLowerCase().replace(/[.\-_:|]+/g, " ").replace(/\s+/g, " ").trim();

async function fetchJson(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
