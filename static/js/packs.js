// The order of an agenda by dragging, and by the arrow keys on a paper's handle. Without it the arrows beside do the same.

const MOVED = "packs-moved";
const agenda = document.querySelector("[data-agenda]");
const order = document.getElementById("order");

function movable() {
  return [...agenda.querySelectorAll("[data-movable]")];
}

function send(row) {
  order.elements.paper.value = row.dataset.paper;
  order.elements.order.value = movable().map((one) => one.dataset.paper).join(",");
  sessionStorage.setItem(MOVED, row.dataset.paper);
  order.requestSubmit();
}

function place(row, onto, below) {
  if (!onto || onto === row) return;
  const before = movable().indexOf(row);
  onto.insertAdjacentElement(below ? "afterend" : "beforebegin", row);
  if (movable().indexOf(row) !== before) send(row);
}

function unmark() {
  for (const one of movable()) one.classList.remove("onto-above", "onto-below");
}

/** The paper that lies under the pointer, and whether it is on the lower half of it. */
function under(event, row) {
  for (const onto of movable()) {
    const box = onto.getBoundingClientRect();
    if (onto !== row && event.clientY >= box.top && event.clientY <= box.bottom) {
      return { onto, below: event.clientY > (box.top + box.bottom) / 2 };
    }
  }
  return { onto: null, below: false };
}

function drag(row, handle, begun) {
  if (begun.button !== 0) return;
  handle.setPointerCapture(begun.pointerId);
  row.classList.add("dragged");
  let target = { onto: null, below: false };
  const move = (event) => {
    target = under(event, row);
    unmark();
    target.onto?.classList.add(target.below ? "onto-below" : "onto-above");
  };
  const end = (event) => {
    for (const [name, listener] of Object.entries(listeners)) handle.removeEventListener(name, listener);
    row.classList.remove("dragged");
    unmark();
    if (event.type === "pointerup") place(row, target.onto, target.below);
  };
  const listeners = { pointermove: move, pointerup: end, pointercancel: end };
  for (const [name, listener] of Object.entries(listeners)) handle.addEventListener(name, listener);
}

function key(row, event) {
  const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!way) return;
  event.preventDefault();
  const rows = movable();
  place(row, rows[rows.indexOf(row) + way], way > 0);
}

/** After the browser has gone to the place in the address, which takes the focus away. */
function focusOnceThere(handle) {
  const focus = () => setTimeout(() => handle.focus());
  if (document.readyState === "complete") focus();
  else addEventListener("load", focus, { once: true });
}

function begin() {
  for (const row of movable()) {
    const handle = row.querySelector("[data-handle]");
    handle.hidden = false;
    handle.addEventListener("pointerdown", (event) => drag(row, handle, event));
    handle.addEventListener("keydown", (event) => key(row, event));
    if (sessionStorage.getItem(MOVED) === row.dataset.paper) focusOnceThere(handle);
  }
  sessionStorage.removeItem(MOVED);
}

if (agenda && order) begin();
