// The document as the text that is stored: a few tags, and tokens between double braces.

const ORDER = ["link", "bold", "italic"];
const TAGS = { bold: "strong", italic: "em", link: "a" };
const LEVELS = 3;

export function writeDocument(doc) {
  const blocks = [];
  doc.forEach((node) => blocks.push(writeBlock(node)));
  return blocks.filter(Boolean).join("\n");
}

export function writeBlock(node) {
  if (node.type.name === "bulletList") return writeList([node], 1);
  const tag = node.type.name === "heading" ? "h4" : "p";
  const inner = writeInline(node);
  return inner && `<${tag}>${inner}</${tag}>`;
}

function writeList(lists, level) {
  const items = lists.flatMap((list) => list.content.content).map((item) => writeItem(item, level)).filter(Boolean);
  return items.length ? `<ul>${items.join("")}</ul>` : "";
}

// Bullets deeper than the third level are printed beside their parents, so they are kept there.
function writeItem(item, level) {
  const own = [];
  const lists = [];
  item.forEach((child) => (child.type.name === "bulletList" ? lists : own).push(child));
  const inner = own.map(writeInline).filter(Boolean).join(" ");
  if (level >= LEVELS) {
    const deeper = lists.flatMap((list) => list.content.content).map((one) => writeItem(one, level)).join("");
    return (inner && `<li>${inner}</li>`) + deeper;
  }
  const nested = writeList(lists, level + 1);
  return inner || nested ? `<li>${inner}${nested}</li>` : "";
}

/** The running text of one block: blanks at its ends are not kept, and of several one is. */
function writeInline(block) {
  return tidied(pieces(block.content.content));
}

/** The same of what stands in a note. */
export function writeNote(nodes) {
  return tidied(pieces(nodes));
}

function pieces(nodes) {
  const found = [];
  for (const node of nodes) {
    const marks = node.marks;
    if (node.type.name === "note") {
      const inner = tidy(pieces(node.attrs.content.map((one) => node.type.schema.nodeFromJSON(one))));
      found.push({ text: "{{note: ", marks, fixed: true }, ...inner, { text: "}}", marks, fixed: true });
    } else if (node.type.name === "chip") {
      found.push({ text: node.attrs.raw, marks: marks.filter((mark) => mark.type.name !== "link"), fixed: true });
    } else {
      found.push({ text: node.text || " ", marks });
    }
  }
  return found;
}

const tidied = (found) => nested(tidy(found));

function tidy(found) {
  let blank = true;
  const kept = found.map((piece) => {
    if (piece.fixed) {
      blank = false;
      return piece;
    }
    let text = piece.text.replace(/[ \t\r\n\f]+/g, " ");
    if (blank && text.startsWith(" ")) text = text.slice(1);
    if (text) blank = text.endsWith(" ");
    return { ...piece, text };
  }).filter((piece) => piece.text);
  const last = kept[kept.length - 1];
  if (last && !last.fixed) last.text = last.text.replace(/ $/, "");
  return kept.filter((piece) => piece.text);
}

// Marks open and close in one order, so that a document is written in one way only.
function nested(found) {
  let html = "";
  const open = [];
  for (const piece of found) {
    const wanted = ORDER.flatMap((name) => piece.marks.filter((mark) => mark.type.name === name));
    let shared = 0;
    while (shared < open.length && shared < wanted.length && open[shared].eq(wanted[shared])) shared += 1;
    while (open.length > shared) html += `</${TAGS[open.pop().type.name]}>`;
    for (const mark of wanted.slice(shared)) {
      html += mark.type.name === "link" ? `<a href="${escaped(mark.attrs.href).replace(/"/g, "&quot;")}">` : `<${TAGS[mark.type.name]}>`;
      open.push(mark);
    }
    html += escaped(piece.text);
  }
  while (open.length) html += `</${TAGS[open.pop().type.name]}>`;
  return html;
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\u00a0/g, "&nbsp;");
}
