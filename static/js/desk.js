// Changes made at the desk in place: the same forms, sent without leaving the page. Without this file they are sent as
// forms are, and the checks are as they were last run: the page says so, and has a link to run them again.

const desk = () => document.getElementById("desk");
const said = document.getElementById("desk-said");

function say(words) {
  said.textContent = words;
}

function messagesOf(page) {
  return [...page.querySelectorAll("main > [role=status]")].map((one) => one.textContent.trim()).filter(Boolean).join(" ");
}

// What is open or typed stays so: only what the server says anew is put in place. A text that was taken is not typed
// again.
function swap(found, sentText = null) {
  const focused = document.activeElement && document.activeElement.id;
  const open = [...desk().querySelectorAll("details[open] > summary[id]")].map((one) => one.id);
  const typed = desk().querySelector(".desk-add textarea");
  const kept = typed && typed.value;
  const chosen = [...desk().querySelectorAll("details[open] select[name=owner]")].map((one) => [one.form.elements.section.value, one.value]);
  desk().replaceWith(found);
  for (const id of open) document.getElementById(id)?.parentElement.setAttribute("open", "");
  const field = desk().querySelector(".desk-add textarea");
  if (field && !field.value && kept && kept !== sentText) field.value = kept;
  for (const [section, owner] of chosen) {
    const select = desk().querySelector(`#section-${section} select[name=owner]`);
    if (select) select.value = owner;
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

let busy = false;
let sent = 0;

async function send(form, button) {
  const data = new FormData(form);
  if (button && button.name) data.set(button.name, button.value);
  // Signing in again in another tab gives a new one.
  const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  if (token) data.set("csrfmiddlewaretoken", token[1]);
  const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.getElementById("desk");
  if (!found) throw new Error("no desk");
  swap(document.adoptNode(found), data.get("act") === "add" ? data.get("text") : null);
  say(messagesOf(page));
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.querySelector("input[name=act]") || !desk().contains(form)) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  sent += 1;
  desk().setAttribute("aria-busy", "true");
  try {
    await send(form, event.submitter);
  } catch {
    say("Nothing was saved: you may be signed out, or without a connection. What you typed is still here.");
  } finally {
    busy = false;
    desk().removeAttribute("aria-busy");
  }
  renewChecks();
});

// Where the last run may be outdated, the checks are run, and the whole page comes with what they found: the figures at
// its head and beside each section are of the same run. What somebody sends meanwhile comes first, and asks again: a page
// asked for before it does not know of it.
async function renewed(address) {
  const asked = sent;
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  const found = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("desk");
  if (response.ok && found && asked === sent) swap(document.adoptNode(found));
}

function renewChecks() {
  const address = desk().querySelector("[data-renew]")?.dataset.renew;
  if (address) renewed(address).catch(() => undefined);
}

renewChecks();
