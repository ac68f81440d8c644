// Making elements.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function button(words, act, attributes = {}) {
  const made = element("button", { type: "button", class: "quiet-button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
}

let named = 0;

/** A label and its field, beneath each other. */
export function field(words, control) {
  control.id = control.id || `field-${(named += 1)}`;
  return element("div", { class: "field" }, element("label", { for: control.id }, words), control);
}

/** Markup that our own server wrote, as nodes. */
export function fromServer(markup) {
  const page = new DOMParser().parseFromString(markup, "text/html");
  return [...page.body.childNodes].map((node) => document.adoptNode(node));
}
