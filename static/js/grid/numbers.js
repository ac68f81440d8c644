// Numbers as people type, paste and read them: the rules of measures/numbers.py, held to the same file of cases.
// A number is {scaled, places}: ten-thousandths as a BigInt, so that sums are exact, and the decimals it was typed with.

const SCALE_PLACES = 4;
const SCALE = 10000n;
const LONGEST = 12;
const NUMBER = /^(?:\d+|\d{1,3}(?:([, ])\d{3})(?:\1\d{3})*)?(?:\.\d*)?$/;

export class Refusal extends Error {}

const isNumber = (text) => NUMBER.test(text) && /\d/.test(text);

// The number that was typed; null for a blank, which is missing. Throws a Refusal, in words for the person.
export function read(text, unit = "count") {
  let typed = text.replace(/\s+/g, " ").trim();
  if (!typed) return null;
  if (typed.endsWith("%")) {
    if (unit !== "percent") throw new Refusal("Is a percentage, and this measure is none.");
    typed = typed.slice(0, -1).trimEnd();
  }
  if (/^[-−]/.test(typed) && isNumber(typed.slice(1).trimStart())) {
    throw new Refusal("Is negative, and a measure never is.");
  }
  if (!isNumber(typed)) throw new Refusal("Is no number. Write it like 1,234 or 12.5.");
  const [whole, part = ""] = typed.replace(/[, ]/g, "").split(".");
  if (whole.replace(/^0+/, "").length > LONGEST) throw new Refusal("Is too large for a measure.");
  const places = part.replace(/0+$/, "").length;
  return { scaled: BigInt(whole || "0") * SCALE + BigInt(part.slice(0, SCALE_PLACES).padEnd(SCALE_PLACES, "0")), places };
}

// What keeps the number from being one of its measure, in words; "" where nothing does.
export function fault(number, unit, decimals) {
  if (number === null) return "";
  if (number.places > decimals) {
    return decimals
      ? `Has more decimals than its measure, which is printed with ${decimals}.`
      : "Is no whole number, and its measure has no decimals.";
  }
  return unit === "percent" && number.scaled > 100n * SCALE ? "Is no percentage from 0 to 100." : "";
}

// With thousands commas and the measure's decimals, or more if more were typed; "" for a missing number.
export function shown(number, decimals) {
  if (number === null) return "";
  const whole = (number.scaled / SCALE).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  const part = (number.scaled % SCALE).toString().padStart(SCALE_PLACES, "0");
  const places = Math.max(decimals, Math.min(number.places, SCALE_PLACES));
  return places ? `${whole}.${part.slice(0, places)}` : whole;
}

const placesOf = (scaled) => (scaled % SCALE).toString().padStart(SCALE_PLACES, "0").replace(/0+$/, "").length;

const of = (scaled) => ({ scaled, places: placesOf(scaled) });

// Their sum; null, which is missing, as soon as one is.
export function sum(numbers) {
  if (numbers.some((number) => number === null)) return null;
  return of(numbers.reduce((total, number) => total + number.scaled, 0n));
}

// Against the number before: how much, and how much of it in whole percents, rounded half up; -100% only of all.
export function change(value, before, unit, decimals) {
  if (value === null || before === null) return "";
  const moved = value.scaled - before.scaled;
  if (!moved) return "no change";
  const sign = moved > 0n ? "+" : "−";
  const size = moved > 0n ? moved : -moved;
  const amount = `${sign}${shown(of(size), decimals)}`;
  if (unit === "percent") return `${amount} ${size === SCALE ? "point" : "points"}`;
  if (!before.scaled) return amount;
  let share = (200n * size + before.scaled) / (2n * before.scaled);
  if (sign === "−" && share === 100n && value.scaled) share = 99n;
  return share ? `${amount} (${sign}${shown(of(share * SCALE), 0)}%)` : `${amount} (under 1%)`;
}
