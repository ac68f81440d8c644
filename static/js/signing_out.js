// Signing out of a browser that others use: what this person typed and nobody has stored stays behind only if they wish.
// Copies of what was stored by now go in any case. Without this file people sign out, and what is kept stays.

import { forgetFor } from "./forgotten.js";

const WAIT = 700;
const form = document.querySelector("[data-signing-out]");
const { person, name, desk } = form.dataset;
const pause = (wait) => new Promise((done) => { setTimeout(done, wait); });

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** This person's own, by what they are: those of others who use this browser wait for them. */
function kept() {
  try {
    const keys = Object.keys(localStorage);
    return {
      texts: keys.filter((key) => key.startsWith("text:") && key.split(":")[2] === person),
      numbers: keys.filter((key) => key.startsWith(`measures:${name}:`)),
    };
  } catch {
    return { texts: [], numbers: [] };
  }
}

const all = () => Object.values(kept()).flat();
// Pages in other tabs are told first, so that none of them writes after this has removed what there was.
function forgetAll() {
  forgetFor(`text:${person}`, `measures:${name}`);
  forget(all());
}

const forget = (keys) => keys.forEach((key) => localStorage.removeItem(key));
const cookie = () => /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";

/** Whether the server has what a copy says, word for word. */
async function isStored(key, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": decodeURIComponent(cookie()) };
  const sent = { method: "POST", headers, body: JSON.stringify({ body, by: Number(person) }), signal: AbortSignal.timeout(3000) };
  const [kind, month, section] = key.split(":")[1].split("/");
  try {
    const answer = await fetch(`${desk}${kind}/${month}/text/${section}/compare/`, sent);
    return answer.ok && (await answer.json()).same === true;
  } catch {
    return false;
  }
}

async function tidy(key) {
  const held = [read(key)].flat().filter((one) => one && typeof one.body === "string");
  const stored = await Promise.all(held.map((one) => isStored(key, one.body)));
  const open = held.filter((one, place) => !stored[place]);
  if (!open.length) forget([key]);
  else if (open.length < held.length) localStorage.setItem(key, JSON.stringify(open));
}

// Pages keep what is unsaved when they go; what is to be forgotten is not kept again, and going was asked about already.
function leave(wiped) {
  for (const kind of wiped ? ["beforeunload", "pagehide", "visibilitychange"] : ["beforeunload"]) {
    addEventListener(kind, (event) => {
      event.stopImmediatePropagation();
      if (wiped) forget(all());
    }, { capture: true });
  }
  form.submit();
}

function made(tag, properties, ...children) {
  const one = Object.assign(document.createElement(tag), properties);
  one.append(...children);
  return one;
}

const month = (iso) => new Date(`${iso.slice(0, 7)}-15`).toLocaleDateString("en-GB", { month: "long", year: "numeric" });

function named({ texts, numbers }) {
  const places = new Set(texts.map((key) => key.split(":")[1]));
  return [
    ...[...places].map((place) => place.split("/")).map(([, iso, section]) => `Text of ${month(iso)}: ${section}`),
    ...numbers.map((key) => `Numbers of ${month(key.split(":")[2])}`),
  ];
}

function ask() {
  const act = (words, then) => {
    const button = made("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: words });
    button.addEventListener("click", () => { dialog.close(); then(); });
    return button;
  };
  const heading = made("h2", { id: "signing-out", className: "govuk-heading-m", textContent: "Not everything that you typed was saved" });
  const list = made("ul", { className: "govuk-list govuk-list--bullet" }, ...named(kept()).map((words) => made("li", { textContent: words })));
  const acts = made("p", { className: "signing-out__acts" },
    act("Sign out and keep them for me", () => leave(false)),
    act("Sign out and forget them", () => { forgetAll(); leave(true); }),
    act("Stay signed in", () => undefined));
  const dialog = made("dialog", { className: "signing-out" }, heading, list,
    made("p", { className: "govuk-body", textContent: "They are kept in this browser, where others who use it could read them. Kept for you, they are offered back when you sign in here again." }), acts);
  dialog.setAttribute("aria-labelledby", "signing-out");
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

form.addEventListener("submit", async (event) => {
  if (!all().length) return;
  event.preventDefault();
  event.stopPropagation();
  // What was typed a moment ago may be on its way.
  await pause(WAIT);
  await Promise.all(kept().texts.map(tidy));
  if (all().length) ask();
  else form.submit();
});
