// What stands between double braces, read as the server reads it (reports/engine/tokens.py).

export const PIECES = /(\{\{\s*note\s*:|\{\{[^{}]*\}\}|\{\{|\}\})/;

const FACT = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
const MENTION = /^((meeting|party):)?[^\s:{}<>]([^:{}<>]*[^\s:{}<>])?$/;
const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const SHORTEST_REASON = 10;
const FORMS = { fact: ["", "words", "Words"], mention: ["", "ref"], reference: [""] };

/** {kind, target, form} of a token as written, braces and all; kind "faulty" with `why` where it can't be read. */
export function readToken(raw) {
  const body = raw.slice(2, -2).trim();
  const quoted = /^quoted\s*:(.*)$/s.exec(body);
  if (quoted) return readQuoted(quoted[1]);
  const bar = body.indexOf("|");
  const target = (bar < 0 ? body : body.slice(0, bar)).trim();
  const form = bar < 0 ? "" : body.slice(bar + 1).trim();
  if (bar >= 0 && !form) return faulty(raw, "nothing follows the “|”");
  if (target.startsWith("@")) return checked(raw, "mention", target.slice(1).trim(), form, MENTION);
  if (target.startsWith("#")) return checked(raw, "reference", target.slice(1).trim(), form, ID);
  return checked(raw, "fact", target, form, FACT);
}

/** The token of a fact, mention or reference in a form; of a number that is quoted, with its reason. */
export function writeToken({ kind, target, form }) {
  if (kind === "quoted") return `{{quoted: ${target} | ${form}}}`;
  const sign = { mention: "@", reference: "#" }[kind] || "";
  return `{{${sign}${target}${form ? `|${form}` : ""}}}`;
}

/** Words that may stand in a token's own text: braces and bars would end it. */
export function plainWords(words) {
  return words.replace(/[{}|<>]/g, " ").replace(/\s+/g, " ").trim();
}

function readQuoted(rest) {
  const bar = rest.indexOf("|");
  const target = (bar < 0 ? rest : rest.slice(0, bar)).trim();
  const form = bar < 0 ? "" : rest.slice(bar + 1).trim();
  if (!target) return faulty(rest, "it quotes nothing");
  if (!form) return faulty(rest, "it has no reason: {{quoted: five | why}}");
  return reasonFault(form) ? faulty(rest, `its reason says too little. ${reasonFault(form)}`) : { kind: "quoted", target, form };
}

/** What is said against a reason for quoting, "" where it may stand. */
export function reasonFault(words) {
  return plainWords(words).length < SHORTEST_REASON ? `Say why in ${SHORTEST_REASON} characters or more: the book of checks lists it.` : "";
}

/** Whether a field holds a reason; if not, it says so at its place until something else is typed. */
export function asksReason(input) {
  input.setCustomValidity(reasonFault(input.value));
  input.addEventListener("input", () => input.setCustomValidity(""), { once: true });
  return !input.reportValidity();
}

function checked(raw, kind, target, form, pattern) {
  if (!target) return faulty(raw, "it is empty");
  if (!pattern.test(target)) return faulty(raw, `“${target}” can’t name a ${kind}`);
  if (!FORMS[kind].includes(form)) return faulty(raw, `a ${kind} has no form “${form}”`);
  return { kind, target, form };
}

function faulty(raw, why) {
  return { kind: "faulty", target: raw, form: "", why };
}

/** What a note says, its tokens as written. */
export function noteText(node) {
  return node.attrs.content.map((one) => (one.type === "chip" ? one.attrs.raw : one.text || "")).join("");
}
