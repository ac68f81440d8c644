// The draft as its page shows it, made small, once somebody asks for it. It stands in a shadow, with the stylesheets of its
// own page, so that neither page's rules and ids reach the other. Without this file there is the link to the page itself.

const NOT_NOW = "The draft cannot be shown here just now: read it at its full size.";

async function draftAt(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const report = page.querySelector(".report");
  if (!response.ok || !report) throw new Error(String(response.status));
  return [...page.querySelectorAll("link[rel=stylesheet]"), report];
}

async function fill(frame) {
  const page = document.createElement("div");
  page.className = "desk-preview-page";
  page.inert = true;
  frame.setAttribute("aria-busy", "true");
  try {
    const parts = await draftAt(frame.dataset.preview);
    page.attachShadow({ mode: "open" }).append(...parts.map((one) => document.adoptNode(one)));
    frame.replaceChildren(page);
  } catch {
    frame.textContent = NOT_NOW;
  } finally {
    frame.removeAttribute("aria-busy");
  }
}

// The desk is put in place anew by what is done there, so nothing is bound to its elements; "toggle" does not bubble.
document.addEventListener(
  "toggle",
  (event) => {
    const frame = event.target.open && event.target.querySelector?.("[data-preview]");
    if (frame && !frame.childNodes.length) fill(frame);
  },
  true,
);
