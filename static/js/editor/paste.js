// What is pasted or dropped comes in as the subset. It is read before the editor sees it, in a document that runs nothing.
import { pm } from "./bundle.js";
import { readDocument, readLines } from "./reading.js";

const { Fragment, Slice } = pm.model;

/** Handlers for the editor; `tell` is told what was left out. */
export function pasteHandlers(tell) {
  const take = (view, data, event) => {
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    if (!html && !text) {
      if (data.files.length) tell(["a picture or file"]);
      return data.files.length > 0 && stop(event);
    }
    const { content, left } = html && !view.plain ? readDocument(unstyled(html), { pasted: true }) : readLines(text);
    if (left.length) tell(left);
    if (content.length) view.dispatch(put(view.state, content).scrollIntoView().setMeta("paste", true));
    return stop(event);
  };
  return {
    keydown: (view, event) => {
      view.plain = event.key.toLowerCase() === "v" && event.shiftKey && (event.ctrlKey || event.metaKey);
      return false;
    },
    paste: (view, event) => Boolean(event.clipboardData) && take(view, event.clipboardData, event),
    drop: (view, event) => {
      if (view.dragging || !event.dataTransfer) return false;
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      if (at) view.dispatch(view.state.tr.setSelection(view.state.selection.constructor.near(view.state.doc.resolve(at.pos))));
      return take(view, event.dataTransfer, event);
    },
  };
}

/** The same for a note, which holds running text alone. */
export function notePasteHandlers() {
  const take = (view, data, event) => {
    const html = data.getData("text/html");
    const { content } = html ? readDocument(unstyled(html), { pasted: true }) : readLines(data.getData("text/plain"));
    const nodes = runningText(content).filter((one) => one.type !== "note").map((one) => view.state.schema.nodeFromJSON(one));
    view.dispatch(view.state.tr.replaceSelection(new Slice(Fragment.fromArray(nodes), 0, 0)).scrollIntoView());
    return stop(event);
  };
  return {
    paste: (view, event) => Boolean(event.clipboardData) && take(view, event.clipboardData, event),
    drop: (view, event) => !view.dragging && Boolean(event.dataTransfer) && take(view, event.dataTransfer, event),
  };
}

function runningText(content) {
  return content.flatMap((one, place) => {
    const inner = one.type === "paragraph" || one.type === "heading" ? one.content || [] : runningText(one.content || []);
    return place ? [{ type: "text", text: " " }, ...inner] : inner;
  });
}

function stop(event) {
  event.preventDefault();
  return true;
}

/** A transaction with the blocks in place of what is selected; a single paragraph joins the line it comes into. */
export function put(state, content) {
  const nodes = content.map((one) => state.schema.nodeFromJSON(one));
  const alone = nodes.length === 1 && nodes[0].type.name === "paragraph";
  if (alone) return state.tr.replaceSelection(new Slice(Fragment.from(nodes[0]), 1, 1));
  return state.tr.replaceSelection(Slice.maxOpen(Fragment.fromArray(nodes), false));
}

// What would style or run stands aside as data: it is refused by the page's policy, also in a document that is only
// read, and what Word says in its styles is wanted.
function unstyled(html) {
  return html
    .replace(/<(style|script)\b[\s\S]*?(<\/\1\s*>|$)/gi, " ")
    .replace(/<[a-zA-Z][^<>]*>/g, (tag) => tag.replace(/([\s/"'])(style|on\w+)\s*=/gi, "$1 data-$2="));
}
