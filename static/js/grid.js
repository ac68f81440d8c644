// The month's numbers as one screen: keys, pasting, live sums, and saving as one types. The page works without it.

import { Cell } from "./grid/cell.js";
import { Drafts } from "./grid/drafts.js";
import { change, read, shown, sum } from "./grid/numbers.js";
import { Pasting } from "./grid/pasting.js";
import { Saver } from "./grid/saver.js";

const form = document.getElementById("grid");
const status = document.getElementById("grid-status");
const bar = document.getElementById("grid-bar");
const cells = [...form.querySelectorAll("input[data-key]")].map((input) => new Cell(input));
const cellOf = new Map(cells.map((cell) => [cell.input, cell]));
const numbered = cells.filter((cell) => !cell.ranked);
const drafts = new Drafts(form.dataset.by, form.dataset.month);

const made = (tag, text, properties = {}) => Object.assign(document.createElement(tag), { textContent: text }, properties);
const button = (text, act) => {
  const one = made("button", text, { type: "button" });
  one.addEventListener("click", act);
  return one;
};

// --- What follows from a number

function total(body) {
  const row = body.querySelector("[data-total]");
  if (!row) return;
  const own = numbered.filter((cell) => cell.body === body);
  const [{ unit, decimals }] = own;
  const whole = sum(own.map((cell) => cell.number));
  const place = row.querySelector("[data-sum]");
  place.textContent = shown(whole, decimals) || "missing";
  place.classList.toggle("none", whole === null);
  row.querySelector("[data-change]").textContent = change(whole, read(row.dataset.before, unit), unit, decimals);
}

function count() {
  form.querySelector("[data-entered]").textContent = numbered.filter((cell) => cell.was).length;
  const first = numbered.find((cell) => !cell.text.trim());
  const link = document.getElementById("grid-first-missing");
  if (!link) return;
  link.hidden = !first;
  if (first) link.href = `#${first.input.id}`;
}

function follow(cell) {
  cell.compare(form.dataset.window);
  total(cell.body);
  count();
}

// --- Saving

const STOPPED = {
  "read-only": "Your roles no longer let you change numbers.",
  "not-yours": "Your roles no longer let you see this page.",
  unreadable: "The server did not understand this page. Load it again: what you typed is offered back.",
};
const SAVED = "All saved.";
const KEPT = "What you typed is kept in this browser.";

function signIn() {
  const link = made("a", "Sign in again", { href: form.dataset.signIn, target: "_blank", className: "govuk-link" });
  return [link, " in another tab, and come back: nothing is lost."];
}

function words(state, detail) {
  const wrong = cells.filter((cell) => cell.refused).length;
  if (state === "saving") return ["Saving…"];
  if (state === "saved" && pasting.open) return ["The pasted values are not saved yet."];
  if (state === "saved" && wrong) return [`${wrong} ${wrong === 1 ? "value needs" : "values need"} a look; the rest is saved.`];
  if (state === "saved") return [SAVED];
  if (state === "signed-out") return ["You are signed out. ", ...signIn()];
  if (state === "other-person") return [`${detail.name} has signed in here, and you typed as ${form.dataset.by}. `, ...signIn()];
  if (state in STOPPED) return [`${STOPPED[state]} ${KEPT}`];
  return [`The server can’t be reached; trying again in ${Math.round(detail.pause / 1000)} s. ${KEPT}`];
}

function say(state, detail) {
  const told = words(state, detail);
  status.replaceChildren(...told);
  status.dataset.state = state === "saved" && told[0] !== SAVED ? (pasting.open ? "saving" : "wrong") : state;
}

function settled(cell, outcome, sent) {
  const typedOn = cell.text !== sent;
  if (outcome.state === "saved") {
    cell.was = outcome.stored;
    if (!typedOn && document.activeElement !== cell.input) cell.text = outcome.stored;
    if (!typedOn) cell.judge();
  } else if (outcome.state === "stale") {
    cell.contest(outcome.reason, outcome.stored, (mine) => settle(cell, outcome.stored, mine));
  } else if (!typedOn) {
    cell.refuse(outcome.reason);
  }
  remember(cell);
  follow(cell);
  if (typedOn) send(cell);
}

function settle(cell, theirs, mine) {
  cell.was = theirs;
  if (!mine) cell.text = theirs;
  cell.judge();
  follow(cell);
  remember(cell);
  cell.input.focus();
  send(cell, true);
}

// What others stored since this page was made stands where nothing else was typed; a field that is being used waits.
function seen(now) {
  for (const cell of cells) {
    const stored = now[cell.key] ?? "";
    if (stored === cell.was || cell.changed || cell.refused || document.activeElement === cell.input) continue;
    cell.was = stored;
    cell.text = stored;
    follow(cell);
  }
}

const saver = new Saver({ form, settled, say, seen });

function remember(cell) {
  if (cell.changed) drafts.keep(cell.key, cell.text, cell.was);
  else drafts.drop(cell.key);
}

// Sends what may be stored. A blank waits until the field is left: it may be the beginning of another number.
function send(cell, left = false) {
  const typing = !left && document.activeElement === cell.input;
  const may = cell.changed && !cell.pending && cell.theirs === null && !cell.fault(cell.text);
  if (may && (cell.text.trim() || !typing)) {
    saver.later(cell, left);
    if (cell.ranked) cells.filter((one) => one !== cell && one.body === cell.body && one.refused && one.theirs === null).forEach((one) => saver.later(one, left));
  } else {
    saver.forget(cell);
  }
  if (!saver.busy) say("saved");
  else if (!saver.failures) say("saving");
}

// --- Pasting

const pasting = new Pasting({
  place: document.getElementById("grid-paste"),
  below: (cell) => {
    const kind = cell.ranked ? cells.filter((one) => one.body === cell.body) : numbered;
    return kind.slice(kind.indexOf(cell));
  },
  laid: (cell) => {
    cell.judge();
    remember(cell);
    follow(cell);
    send(cell);
  },
  kept: (cell) => {
    cell.tidy();
    cell.judge();
    send(cell, true);
  },
});

// --- Keys

function move(cell, by) {
  const next = cells[cells.indexOf(cell) + by];
  if (!next) return;
  next.input.focus();
  next.input.select();
}

function restore(cell) {
  cell.text = cell.theirs ?? cell.was;
  cell.was = cell.text;
  cell.judge();
  remember(cell);
  follow(cell);
  send(cell);
  cell.input.select();
}

function pressed(event, cell) {
  const held = event.ctrlKey || event.metaKey;
  if (event.isComposing || event.altKey) return false;
  if (held && event.key === "Enter") pasting.keep();
  else if (held && event.key.toLowerCase() === "z" && !event.shiftKey && pasting.open && !pasting.typedSince) pasting.undo();
  else if (held) return false;
  else if (event.key === "Enter") move(cell, event.shiftKey ? -1 : 1);
  else if (event.key === "ArrowDown") move(cell, 1);
  else if (event.key === "ArrowUp") move(cell, -1);
  else if (event.key === "Escape") restore(cell);
  else return false;
  return true;
}

// The bar at the foot of the screen hides nothing that is typed into, nor what is said beside it; it grows and shrinks.
function unhide(element) {
  const row = element.closest("tr");
  if (!row) return;
  const hidden = row.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
  if (hidden > 0) scrollBy(0, hidden);
}

new ResizeObserver(() => unhide(document.activeElement)).observe(bar);
form.addEventListener("keydown", (event) => {
  const cell = cellOf.get(event.target);
  if (cell && pressed(event, cell)) event.preventDefault();
});
form.addEventListener("input", (event) => {
  const cell = cellOf.get(event.target);
  if (!cell) return;
  pasting.typedSince = true;
  if (cell.theirs === null && cell.refused) cell.judge();
  remember(cell);
  follow(cell);
  send(cell);
});
form.addEventListener("focusout", (event) => {
  const cell = cellOf.get(event.target);
  if (!cell || !(cell.changed || cell.refused)) return;
  if (cell.theirs !== null) return;
  cell.tidy();
  if (cell.changed && cell.refused && !cell.fault(cell.text)) return; // refused by the server, and not typed over
  cell.judge();
  send(cell, true);
});
form.addEventListener("focusin", (event) => unhide(event.target));
form.addEventListener("paste", (event) => {
  const cell = cellOf.get(event.target);
  if (cell && pasting.take(cell, event.clipboardData.getData("text/plain"))) event.preventDefault();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  pasting.keep();
  cells.filter((cell) => cell.changed && !cell.refused).forEach((cell) => send(cell, true));
  saver.now();
});
document.getElementById("grid-first-missing")?.addEventListener("click", (event) => {
  event.preventDefault();
  const cell = cells.find((one) => `#${one.input.id}` === event.currentTarget.hash);
  cell?.input.focus();
});

// --- When the page is left, and when there is a connection again

addEventListener("online", () => saver.now());
addEventListener("focus", () => saver.look());
addEventListener("pageshow", (event) => { if (event.persisted) saver.look(); });
document.addEventListener("visibilitychange", () => (document.hidden ? saver.now() : saver.look()));

// --- What an earlier page could not save

function offer() {
  const held = Object.entries(drafts.all());
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const open = held.filter(([key, { value }]) => byKey.get(key)?.plain(value) !== byKey.get(key)?.plain(byKey.get(key).was) || !byKey.has(key));
  drafts.drop(...held.filter((one) => !open.includes(one)).map(([key]) => key));
  if (!open.length) return;
  const place = document.getElementById("grid-drafts");
  const names = open.map(([key, { value }]) => `${byKey.get(key)?.name ?? key}: ${value.trim() || "blank"}`).join("; ");
  const lead = open.length === 1 ? "A value that you typed here was not saved." : `${open.length} values that you typed here were not saved.`;
  const back = button("Put back", () => {
    place.replaceChildren();
    for (const [key, { value, was }] of open) restoreDraft(byKey.get(key), value, was);
  });
  const away = button("Discard", () => {
    drafts.drop(...open.map(([key]) => key));
    place.replaceChildren();
  });
  const choice = made("div", "", { className: "settle" });
  choice.append(back, away);
  place.append(made("p", `${lead} ${names}.`), choice);
}

function restoreDraft(cell, value, was) {
  if (!cell) return;
  cell.text = value;
  cell.was = was;
  cell.tidy();
  cell.judge();
  remember(cell);
  follow(cell);
  send(cell, true);
}

for (const one of document.querySelectorAll("[data-scripted]")) one.hidden = false;
form.dataset.live = "";
say("saved");
offer();
// What the server sent back unsaved is typed, and not stored.
cells.filter((cell) => cell.changed).forEach((cell) => {
  remember(cell);
  send(cell, true);
});
