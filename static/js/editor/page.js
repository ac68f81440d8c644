// Puts the editor in the place of the plain field, and everything around it together.
import { findUnbound } from "../unbound.js";
import { Before } from "./beside.js";
import { BulletList, Editor, pm } from "./bundle.js";
import { Catalogue } from "./catalogue.js";
import { element } from "./dom.js";
import { Linter } from "./linter.js";
import { Notices } from "./notices.js";
import { Numbers } from "./numbers.js";
import { pasteHandlers } from "./paste.js";
import { Popover } from "./popover.js";
import { presence } from "./presence.js";
import { readDocument } from "./reading.js";
import { Saving, post } from "./saving.js";
import { writingExtensions } from "./schema.js";
import { Suggest, choosing } from "./suggest.js";
import { toolbar } from "./toolbar.js";
import { Tokens, unfinished } from "./typing.js";
import { writeDocument } from "./writing.js";

const page = JSON.parse(document.getElementById("text-data").textContent);
const main = document.getElementById("writing");
const plain = document.getElementById("plain-form");
const carriedForm = document.getElementById("carried");

const catalogue = new Catalogue({ chips: "../../chips.json", mentions: "../../mentions.json", known: page.known });
const notices = new Notices(page.login);
const numbers = new Numbers(catalogue);
const before = new Before(page);
const present = element("p", { class: "present", role: "status" });
const frame = element("div", { class: "editor" });
let saving = null;

const docOf = (body) => {
  const { content } = readDocument(body);
  return { type: "doc", content: content.length ? content : [{ type: "paragraph" }] };
};

const editor = new Editor({
  element: frame,
  extensions: [
    ...writingExtensions(catalogue),
    Tokens,
    Suggest.configure({ catalogue, place: frame }),
    Linter.configure({ find: findUnbound, same: (block) => before.same(block), catalogue, tell: (found) => numbers.tell(found) }),
  ],
  content: docOf(page.body),
  injectCSS: false,
  enableInputRules: [BulletList],
  enablePasteRules: false,
  editorProps: {
    attributes: { class: "editor__text", id: "editor-text", role: "textbox", "aria-multiline": "true", "aria-label": "Text", spellcheck: "true" },
    handleDOMEvents: pasteHandlers((left) => notices.tell("paste", `Left out of what you pasted: ${left.join("; ")}.`)),
    handleKeyDown: (view, event) => keys(event),
    handleClickOn: (view, pos, node, at, event) => clicked(node, at, event),
    clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n\n", (leaf) => leaf.type.spec.toText ? leaf.type.spec.toText({ node: leaf }) : ""),
  },
  onUpdate: () => touched(),
  onTransaction: () => saving && saving.released(),
  onBlur: () => saving && saving.now(),
});

const popover = new Popover(editor, catalogue, frame);
popover.moved = () => saving && saving.released();
const body = () => writeDocument(editor.state.doc);

function keys(event) {
  const mod = event.ctrlKey || event.metaKey;
  const name = event.key.toLowerCase();
  if (mod && !event.altKey && name === "k") return did(event, () => popover.link());
  if (mod && event.altKey && name === "f") return did(event, () => popover.newNote());
  if (event.key === "F8") return did(event, () => numbers.next());
  // Otherwise it would select the paragraph, and the next letter take its place.
  if (event.key === "Escape" && !frame.querySelector(".suggest:not([hidden])")) return true;
  const { selection } = editor.state;
  if (event.key === "Enter" && selection instanceof pm.state.NodeSelection) return did(event, () => popover.openAt(selection.from));
  return false;
}

function did(event, act) {
  event.preventDefault();
  act();
  return true;
}

function clicked(node, at, event) {
  if (!["chip", "note"].includes(node.type.name) || event.button) return false;
  setTimeout(() => popover.openAt(at));
  return false;
}

function touched() {
  if (!saving) return;
  if (before.stands(editor.state.doc)) carriedForm.hidden = false;
  saving.touched();
}

// A chip that is being typed, here or in a note.
function halfWritten() {
  const { state } = popover.inner || editor;
  return choosing(state) || unfinished(state);
}

// --- saving ---------------------------------------------------------------------------------------------------------

// Whether passages of another month still stand in what was saved is the server's to say.
function marked({ carried }) {
  if (carried === undefined) return;
  carriedForm.hidden = !carried;
  const said = carriedForm.querySelector("strong").firstChild;
  said.data = said.data.replace(/^This is/, "Part of this is");
}

function heard(state, detail) {
  notices.state(state, detail);
  if (state === "saved") marked(detail);
  if (state === "saved" && detail.digest) for (const one of document.querySelectorAll("[name=based_on]")) one.value = detail.digest;
  if (state === "stale") chooseBetween(detail);
}

function chooseBetween(theirs) {
  notices.choice("stale", `${theirs.who} changed this text while you were writing`, "Neither text is lost. Choose which is to stand, or go on writing with both in view.", theirs.comparison, {
    "Keep mine": () => saving.settle(theirs, { save: true }),
    [`Take ${theirs.who}’s`]: () => {
      editor.commands.setContent(docOf(theirs.body));
      saving.settle(theirs, { save: false });
    },
    "Merge by hand": () => {
      saving.merge(theirs);
      notices.choice("stale", "Merge the two texts", "Bring over what is to stay, then save.", theirs.comparison, { "Save the merged text": () => saving.settle(theirs, { save: true }) });
      editor.commands.focus();
    },
  });
}

async function offerLeft() {
  const copy = saving.shelf.takeLeft(saving.stored).pop();
  if (!copy) return;
  const answer = await post("compare/", { body: copy.body, by: page.person });
  if (answer.state === "other-person") return saving.say(answer.state, answer);
  const at = new Date(copy.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  if (answer.same) return saving.shelf.forget(copy);
  return notices.choice("left", "Changes of yours were never saved", `They were typed here until ${at} and kept on this computer.`, answer.comparison || "", {
    "Put them back": () => {
      saving.base = copy.based_on;
      editor.commands.setContent(docOf(copy.body), { emitUpdate: true });
      saving.keep();
      saving.shelf.forget(copy);
      saving.now();
    },
    "Discard them": () => {
      saving.shelf.forget(copy);
      offerLeft();
    },
  });
}

function acceptance(event) {
  event.preventDefault();
  saving.now().then(async () => {
    if (saving.dirty) return; // what was typed was refused, which is said
    const answer = await post("save/", { ...saving.asked(""), accepted: true });
    if (answer.state === "saved") {
      before.copied.clear();
      marked(answer);
      notices.state("saved", answer);
      editor.commands.focus();
    } else saving.say(answer.state, answer);
  });
}

// --- who else is here -------------------------------------------------------------------------------------------------

function seen({ state, name, others = [], digest, by, at }) {
  if (state) return saving.blocked ? undefined : saving.say(state, { name });
  if (saving.state === "other-person") saving.now();
  const said = others.length ? `${new Intl.ListFormat("en-GB").format(others)} ${others.length === 1 ? "is" : "are"} here too` : "";
  if (present.textContent !== said) present.textContent = said;
  if (!digest || digest === saving.base || saving.busy || saving.dirty) return undefined;
  const again = element("a", { href: location.pathname }, "Show it");
  return notices.tell("news", `${by || "Somebody else"} saved a newer text${at ? ` at ${at}` : ""}.`, again);
}

// --- the page -----------------------------------------------------------------------------------------------------------

function start() {
  const bar = element("div", { class: "editor__bar" }, toolbar(editor, popover, { save: () => saving.now(), next: () => numbers.next() }), element("div", { class: "editor__states" }, notices.status, present));
  plain.hidden = true;
  main.append(notices.dom, bar, frame);
  document.getElementById("beside").append(numbers.dom, before.dom);
  for (const one of [numbers, before]) one.attach(editor.view);
  saving = new Saving({ page, read: body, tell: heard, holds: halfWritten });
  carriedForm.addEventListener("submit", acceptance);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") did(event, () => saving.now());
  });
  offerLeft();
  before.open();
  presence({ heartbeat: page.heartbeat, by: page.person, known: () => saving.base, tell: seen });
  catalogue.load().then(() => { main.dataset.values = catalogue.loaded ? "known" : "unknown"; });
  main.dataset.ready = "yes";
}

// What was refused stands in the plain field as it was typed.
if (!("refused" in plain.dataset)) start();
