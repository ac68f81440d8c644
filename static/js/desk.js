// Changes made at the desk in place: the same forms, sent without leaving the page. Without this file they are sent as
// forms are, and the checks are as they were last run.

const desk = () => document.getElementById("desk");
const said = document.getElementById("desk-said");

function say(words) {
  said.textContent = words;
}

function messagesOf(page) {
  return [...page.querySelectorAll("main > [role=status]")].map((one) => one.textContent.trim()).filter(Boolean).join(" ");
}

// What is open or typed stays so: only what the server says anew is put in place.
function swap(found) {
  const focused = document.activeElement && document.activeElement.id;
  const open = [...desk().querySelectorAll("details[open] > summary[id]")].map((one) => one.id);
  const typed = desk().querySelector(".desk-add textarea");
  const kept = typed && typed.value;
  const fetchedPanel = desk().querySelector("[data-panel].is-fetched");
  desk().replaceWith(found);
  for (const id of open) document.getElementById(id)?.parentElement.setAttribute("open", "");
  const field = desk().querySelector(".desk-add textarea");
  if (field && !field.value && kept && kept !== sentText) field.value = kept;
  if (fetchedPanel) desk().querySelector("[data-panel]")?.replaceWith(fetchedPanel);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

let busy = false;
let sentText = null;

async function send(form, button) {
  const data = new FormData(form);
  if (button && button.name) data.set(button.name, button.value);
  // Signing in again in another tab gives a new one.
  const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  if (token) data.set("csrfmiddlewaretoken", token[1]);
  sentText = data.get("act") === "add" ? data.get("text") : null;
  const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.getElementById("desk");
  if (!found) throw new Error("no desk");
  swap(document.adoptNode(found));
  say(messagesOf(page));
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.querySelector("input[name=act]") || !desk().contains(form)) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  desk().setAttribute("aria-busy", "true");
  try {
    await send(form, event.submitter);
  } catch {
    say("Nothing was saved: you may be signed out, or without a connection. What you typed is still here.");
  } finally {
    busy = false;
    desk().removeAttribute("aria-busy");
  }
});

// The checks are run, and the page is asked for again only where they found other than it says.
async function freshChecks() {
  const panel = desk().querySelector("[data-panel]");
  if (!panel) return;
  const verdict = () => desk().querySelector(".desk-verdict")?.textContent;
  const before = verdict();
  const response = await fetch(panel.dataset.panel, { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = desk().querySelector("[data-panel]");
  fresh.replaceChildren(...page.body.childNodes);
  fresh.classList.add("is-fetched");
  if (verdict() === before || busy) return;
  const again = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  const found = new DOMParser().parseFromString(await again.text(), "text/html").getElementById("desk");
  if (again.ok && found && !busy) swap(document.adoptNode(found));
}

freshChecks().catch(() => undefined);
