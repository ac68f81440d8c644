// The row of buttons above the text, with the keys that Word has for the same.
import { element } from "./dom.js";
import { deepest } from "./schema.js";

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** `popover` opens what a button asks for; `save` saves now. */
export function toolbar(editor, popover, { save, next }) {
  const chain = () => editor.chain().focus();
  const tools = [
    [
      tool("Bold", "Ctrl+B", () => chain().toggleBold().run(), () => editor.isActive("bold")),
      tool("Italic", "Ctrl+I", () => chain().toggleItalic().run(), () => editor.isActive("italic")),
      tool("Sub-heading", "Ctrl+Alt+2", () => chain().toggleHeading({ level: 4 }).run(), () => editor.isActive("heading")),
    ],
    [
      tool("Bullets", "Ctrl+Shift+L", () => chain().toggleBulletList().run(), () => editor.isActive("bulletList")),
      tool("Deeper", "Tab", () => !deepest(editor) && chain().sinkListItem("listItem").run(), null, () => editor.isActive("listItem") && !deepest(editor) && editor.can().sinkListItem("listItem")),
      tool("Shallower", "Shift+Tab", () => chain().liftListItem("listItem").run(), null, () => editor.isActive("listItem")),
    ],
    [
      tool("Fact or record…", "Ctrl+Space", () => chain().suggest().run()),
      tool("Note", "Ctrl+Alt+F", () => popover.newNote()),
      tool("Link", "Ctrl+K", () => popover.link(), () => editor.isActive("link")),
    ],
    [
      tool("Undo", "Ctrl+Z", () => chain().undo().run(), null, () => editor.can().undo()),
      tool("Redo", "Ctrl+Y", () => chain().redo().run(), null, () => editor.can().redo()),
      tool("Save", "Ctrl+S", save),
      tool("Next number", "F8", next),
    ],
  ];
  const bar = element("div", { class: "tools", role: "toolbar", "aria-label": "Formatting", "aria-controls": "editor-text" });
  for (const group of tools) bar.append(element("div", { class: "tools__group", role: "group" }, ...group.map((one) => one.dom)));
  const all = tools.flat();
  walkable(bar, all.map((one) => one.dom));
  const refresh = () => all.forEach((one) => one.refresh());
  let due = 0;
  // Once a frame, and after the letter that was typed.
  editor.on("transaction", () => { due = due || requestAnimationFrame(() => { due = 0; refresh(); }); });
  refresh();
  return bar;
}

function tool(name, keys, act, on = null, can = null) {
  const dom = element("button", { type: "button", class: "tool", title: `${name} (${MAC ? keys.replace("Ctrl", "⌘") : keys})`, "aria-keyshortcuts": keys.replace("Ctrl", "Control") }, name);
  dom.addEventListener("mousedown", (event) => event.preventDefault());
  dom.addEventListener("click", () => { if (dom.getAttribute("aria-disabled") !== "true") act(); });
  const refresh = () => {
    if (on) set(dom, "aria-pressed", String(on()));
    if (can) set(dom, "aria-disabled", String(!can()));
  };
  return { dom, refresh };
}

function set(dom, name, value) {
  if (dom.getAttribute(name) !== value) dom.setAttribute(name, value);
}

// One stop of the Tab key; arrows go along the row.
function walkable(bar, buttons) {
  buttons.forEach((one, place) => one.setAttribute("tabindex", place ? "-1" : "0"));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    buttons[at].setAttribute("tabindex", "-1");
    const next = buttons[(at + step + buttons.length) % buttons.length];
    next.setAttribute("tabindex", "0");
    next.focus();
  });
}
