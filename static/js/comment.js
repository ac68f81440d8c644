// On a draft's page: whoever selects words of one section is offered to comment on them. The form is the one of the
// review's page, sent as forms are; without this file it stands there, a form for each section.

const LONGEST = 1000;
const BREAKS = "p, li, tr, td, th, h1, h2, h3, h4, caption, figcaption, dt, dd";
const UNREAD = ".note-call, svg, script, .govuk-visually-hidden";

const offer = document.querySelector("[data-comment-offer]");
const dialog = document.querySelector("[data-comment-dialog]");
let chosen = null;

// What is selected, as its reader sees it: the numbers of notes and what is drawn are no words.
function wordsOf(range) {
  const copy = range.cloneContents();
  for (const one of copy.querySelectorAll(UNREAD)) one.remove();
  for (const one of copy.querySelectorAll(BREAKS)) one.append(" ");
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function sectionOf(range) {
  const within = range.commonAncestorContainer;
  const element = within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement;
  return element?.closest(".report section[id]:not(.part)");
}

function look() {
  if (dialog.open) return;
  const selection = document.getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const section = range && sectionOf(range);
  const words = section ? wordsOf(range) : "";
  chosen = words && words.length <= LONGEST ? { section: section.id, words } : null;
  offer.hidden = !chosen;
}

function begin() {
  if (!chosen) return;
  const fields = dialog.querySelector("form").elements;
  fields.section.value = chosen.section;
  fields.passage.value = chosen.words;
  dialog.querySelector("[data-comment-words]").textContent = chosen.words;
  offer.hidden = true;
  dialog.showModal();
  fields.body.focus();
}

if (offer && dialog) {
  document.addEventListener("selectionchange", look);
  // A press on the button would end the selection before it is heard.
  offer.addEventListener("pointerdown", (event) => event.preventDefault());
  offer.querySelector("button").addEventListener("click", begin);
  dialog.querySelector("[data-comment-cancel]").addEventListener("click", () => dialog.close());
}
