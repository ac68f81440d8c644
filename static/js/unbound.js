// Lists the numbers in narrative that nothing ties to the data, as one types: by the same rules as the server's
// (reports/engine/unbound.py), which has the last word. One file of cases tests both.
import rules from "./unbound_rules.js";

const TOKENS = new RegExp(rules.tokens, "g");
const EXEMPT = rules.exempt.map(([pattern, flags]) => new RegExp(pattern, `g${flags}`));
const DIGITS = new RegExp(rules.digits, "g");
const WORDS = new RegExp(rules.words, "gi");
const ONE_COUNTS = rules.oneCounts.map((pair) => pair.map((pattern) => new RegExp(pattern, "i")));
const ONE_IS_A_PRONOUN = new RegExp(rules.oneIsAPronoun, "i");

/**
 * The unbound numbers of a text, in reading order. Tokens stand in it as written, and nothing runs across the end of
 * a line. `facts` are those of chips.json; a number's `suggestions` are the keys of those that print it.
 *
 * Each is {start, end, text, value, unit, form, suggestions}: places count as JavaScript strings do; `value` is exact,
 * in plain digits ("12.5"), or null; `form` is the form of a fact that prints alike ("", "words" or "Words").
 */
export function findUnbound(text, { facts = [] } = {}) {
  const { plain, places } = normalised(text);
  return numbers(plain).map((number) => {
    const start = places[number.start][0];
    const end = places[number.end - 1][1];
    const seen = text.slice(start, end);
    const form = !number.inWords ? "" : /^\p{Lu}/u.test(seen) ? "Words" : "words";
    const { value, unit } = number;
    return { start, end, text: seen, value, unit, form, suggestions: suggest({ value, unit }, facts) };
  });
}

/** The keys of the facts that print this number: those of its own unit first, and then in the order given. */
export function suggest({ value, unit }, facts) {
  if (value === null || !["", rules.workingDays, rules.perCent].includes(unit)) return [];
  const same = [];
  const near = [];
  for (const fact of facts) {
    const figure = /^(-?[0-9][0-9,]*(?:\.[0-9]+)?)(%| WD|)$/.exec(fact.missing ? "" : fact.figure);
    if (!figure || canonical(figure[1].replaceAll(",", "")) !== value) continue;
    const own = figure[2].trim();
    if (own === unit) same.push(fact.key);
    else if (own !== rules.perCent && unit !== rules.perCent) near.push(fact.key);
  }
  return [...same, ...near];
}

// --- plain text -------------------------------------------------------------------------------------------------------

const THIN_SPACES = new Set("\u2009\u202f");
const DASHES = new Set("\u2010\u2011\u2012\u2013\u2212");
const QUOTES = new Set("\u2018\u2019\u02bc");
const KEPT = new Set([...Object.keys(rules.fractionSigns), ...rules.raised, ...rules.lowered]);
const isFigure = (character) => /^[0-9]$/.test(character);

/** The text in the characters that the rules know, and for each of them from where to where it is written. */
function normalised(text) {
  const plain = [];
  const places = [];
  let thin = null;
  let place = 0;
  const add = (character, where) => {
    const last = plain.at(-1);
    if ((character === " " || character === "\n") && (last === " " || last === "\n")) {
      plain[plain.length - 1] = character === "\n" || last === "\n" ? "\n" : " ";
      return;
    }
    plain.push(character);
    places.push(where);
  };
  for (const seen of text) {
    const where = [place, place + seen.length];
    place = where[1];
    if (THIN_SPACES.has(seen)) {
      thin ??= where;
      continue;
    }
    const characters = plainly(seen);
    if (!characters) continue;
    if (thin && !(isFigure(plain.at(-1) ?? "") && isFigure(characters))) add(" ", thin);
    thin = null;
    for (const character of characters) add(character, where);
  }
  return { plain: plain.join(""), places };
}

function plainly(character) {
  if (/^[!-~ \n]$/.test(character) || KEPT.has(character)) return character;
  if (DASHES.has(character)) return "-";
  if (QUOTES.has(character)) return "'";
  if (/\p{Nd}/u.test(character)) return String(digit(character));
  if (/[\p{No}\p{Nl}]/u.test(character)) return rules.otherNumeral;
  if (/[\p{M}\p{Cf}]/u.test(character)) return "";
  if (/[\p{Z}\p{Cc}]/u.test(character)) return " ";
  if (/\p{L}/u.test(character)) {
    const like = [...character.normalize("NFKD")].slice(0, 8).join("");
    return /^[A-Za-z]+$/.test(like) ? like : rules.letter;
  }
  // One place each, as in Python: no rule tells such a character from another.
  return "\uff05\u066a".includes(character) ? "%" : character.length > 1 ? "\ufffd" : character;
}

/** A digit of any script: every script's ten follow one another. */
function digit(character) {
  const code = character.codePointAt(0);
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}

// --- searching --------------------------------------------------------------------------------------------------------

const masked = (found) => found.replace(/[^\n]/g, rules.mask);

function numbers(text) {
  const rest = EXEMPT.reduce((left, pattern) => left.replace(pattern, masked), text.replace(TOKENS, masked));
  const found = [...rest.matchAll(DIGITS)].map(inDigits);
  for (const match of rest.replace(DIGITS, masked).matchAll(WORDS)) if (counts(match, rest)) found.push(inWords(match));
  return found.sort((one, other) => one.start - other.start);
}

function counts(match, text) {
  if (match[0].toLowerCase() !== "one") return true;
  const before = text.slice(Math.max(0, match.index - rules.oneLooksBack), match.index);
  const after = text.slice(match.index + match[0].length);
  return !ONE_IS_A_PRONOUN.test(before) && ONE_COUNTS.some(([leads, follows]) => leads.test(before) && follows.test(after));
}

// --- values: whole numbers with so many places after the point ---------------------------------------------------------

const exact = (digits) => {
  const [whole, part = ""] = digits.split(".");
  return { whole: BigInt(whole + part), places: part.length };
};
const times = (one, other) => ({ whole: one.whole * other.whole, places: one.places + other.places });
const powerOfTen = (power) => ({ whole: 10n ** BigInt(power), places: 0 });
const whole = (number) => ({ whole: BigInt(number), places: 0 });

function plus(one, other) {
  const places = Math.max(one.places, other.places);
  const scaled = ({ whole: number, places: own }) => number * 10n ** BigInt(places - own);
  return { whole: scaled(one) + scaled(other), places };
}

function written({ whole: number, places }) {
  const digits = String(number < 0n ? -number : number).padStart(places + 1, "0");
  const point = digits.length - places;
  const text = places ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
  return canonical((number < 0n ? "-" : "") + text);
}

/** Without noughts that say nothing: "12.50" is "12.5", "007" is "7". */
function canonical(digits) {
  const sign = digits.startsWith("-") ? "-" : "";
  const [before, after = ""] = digits.slice(sign.length).split(".");
  const part = after.replace(/0+$/, "");
  const text = (before.replace(/^0+(?=[0-9])/, "") || "0") + (part && `.${part}`);
  return text === "0" ? "0" : sign + text;
}

function inDigits(match) {
  const [all, sign, money, numeral, further, letters, scale, unit] = match;
  let value = further ? null : ofNumeral(numeral);
  let name = unitOf(unit);
  let power = 0;
  if (letters && /^(?:st|nd|rd|th)$/i.test(letters)) name = "ordinal";
  else if (letters === "WD" || letters === "WDs") name = rules.workingDays;
  else if (letters) {
    power = rules.abbreviatedScales[letters] ?? 0;
    name = power ? name : letters;
  }
  if (money) name = money.trim();
  if (value) {
    value = times(times(value, powerOfTen(power)), ofScale((scale || "").slice(1)));
    if (sign === "-") value = times(value, whole(-1));
  }
  return { start: match.index, end: match.index + all.length, value: value && written(value), unit: name, inWords: false };
}

function ofNumeral(numeral) {
  if (numeral.length > rules.longest) return null;
  const raised = [...numeral].map((sign) => Math.max(rules.raised.indexOf(sign), rules.lowered.indexOf(sign)));
  if (raised.every((one) => one >= 0)) return exact(raised.join(""));
  if (raised.some((one) => one >= 0) || numeral.includes(rules.otherNumeral) || numeral.split(".").length > 2) return null;
  const digits = numeral.replaceAll(",", "");
  const part = rules.fractionSigns[numeral.at(-1)];
  if (part === undefined) return exact(digits);
  const before = digits.slice(0, -1);
  return part && !before.includes(".") ? plus(exact(before || "0"), exact(part)) : null;
}

function ofScale(word) {
  return word === "dozen" ? whole(rules.dozen) : powerOfTen(rules.scales[word] ?? 0);
}

function unitOf(unit) {
  const word = (unit || "").replace(/^[ -]+/, "").toLowerCase();
  if (!word || word.startsWith("second")) return word;
  return word.startsWith("w") ? rules.workingDays : rules.perCent;
}

function inWords(match) {
  const [fraction, dozens, rank, fold, cardinal, decimals, half, bare, often, change, unit] = match
    .slice(1)
    .map((words) => (words || "").toLowerCase());
  let name = unitOf(unit);
  let value = null;
  if (fraction) [value, name] = [ofFraction(fraction), "fraction"];
  else if (dozens) {
    value = dozens.startsWith("half") ? times(exact("0.5"), ofScale(dozens.split(" ").at(-1))) : ofCardinal(dozens);
  } else if (rank) [value, name] = [ofRank(rank), "ordinal"];
  else if (fold) [value, name] = [ofCardinal(fold), "fold"];
  else if (often) [value, name] = [whole(rules.times[often]), "times"];
  else if (change) [value, name] = [exact(rules.changes[change]), "fold"];
  else if (!bare) {
    value = ofCardinal(cardinal);
    const digits = decimals.split(" ").slice(2).map((word) => rules.small[word]).join("");
    if (digits) value = plus(value, exact(`0.${digits}`));
    else if (half) value = plus(value, exact("0.5"));
    if (cardinal.startsWith("minus")) value = times(value, whole(-1));
  }
  return { start: match.index, end: match.index + match[0].length, value: value && written(value), unit: name, inWords: true };
}

function ofCardinal(phrase) {
  let total = 0n;
  let current = 0n;
  for (const word of phrase.split(/[ -]/)) {
    const scale = 10n ** BigInt(rules.scales[word] ?? 0);
    if (word === "hundred") current = (current || 1n) * scale;
    else if (word === "dozen") current = (current || 1n) * BigInt(rules.dozen);
    else if (word === "score") current = (current || 1n) * BigInt(rules.score);
    else if (word in rules.scales && (current || !total)) [total, current] = [total + (current || 1n) * scale, 0n];
    else if (word in rules.scales) total *= scale;
    else current += BigInt(rules.small[word] ?? 0);
  }
  return { whole: total + current, places: 0 };
}

const orOne = (value) => (value.whole ? value : whole(1));

function ofRank(phrase) {
  const words = phrase.split(/[ -]/);
  const last = words.pop();
  const head = ofCardinal(words.join(" "));
  return last in rules.scaleRanks ? times(orOne(head), powerOfTen(rules.scaleRanks[last])) : plus(head, whole(rules.ranks[last]));
}

function ofFraction(phrase) {
  const words = phrase.split(/[ -]/);
  const last = words.pop();
  const part = rules.fractions[last === "halves" ? "half" : last.replace(/s$/, "")];
  return part ? times(orOne(ofCardinal(words.join(" "))), exact(part)) : null;
}
