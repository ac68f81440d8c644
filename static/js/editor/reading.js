// HTML as the document: what is stored, and what is pasted. Whatever the subset lacks becomes what it has, or is named.
import { PIECES } from "./tokens.js";

const LEVELS = 3;
const UNREAD = new Set(["SCRIPT", "STYLE", "HEAD", "TITLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "EMBED", "SVG", "MATH",
  "TEXTAREA", "SELECT", "BUTTON", "INPUT", "AUDIO", "VIDEO", "CANVAS", "XML"]);
const PICTURES = new Set(["IMG", "SVG", "PICTURE", "CANVAS", "V:SHAPE", "V:IMAGEDATA"]);
const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "ASIDE", "HEADER", "FOOTER", "MAIN", "NAV", "BLOCKQUOTE", "PRE", "ADDRESS",
  "FIGURE", "FIGCAPTION", "DL", "DT", "DD", "FORM", "FIELDSET", "DETAILS", "SUMMARY", "CENTER", "BODY", "TABLE", "CAPTION", "THEAD",
  "TBODY", "TFOOT", "TR", "HR"]);

/** {content, left}: the document's blocks as JSON, and what was left out, in words. Scripts in `html` never run.
 * Of pasted HTML the styles stand in `data-style`. */
export function readDocument(html, { pasted = false } = {}) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const reader = new Reader(pasted);
  reader.children(body, []);
  reader.flush();
  return { content: reader.blocks, left: [...reader.left] };
}

/** Pasted plain text: a paragraph for each line, a bullet for each line that begins like one. */
export function readLines(text) {
  const reader = new Reader(true);
  for (const line of text.split(/\r\n|\r|\n/)) {
    const bullet = /^\s*[•·▪‣–*-]\s+(.*)$/.exec(line);
    reader.run.push({ text: bullet ? bullet[1] : line, marks: [] });
    reader.flush(bullet ? 1 : 0);
  }
  return { content: reader.blocks, left: [] };
}

/** The address as it is kept, or "": http, https, mailto, or a path on this site (reports/engine/markup.py). */
export function normalHref(href) {
  const address = href.trim();
  if (/[\\\u0000-\u001f\u007f-\u009f]/.test(address)) return "";
  const named = /^([^:]*):(.*)$/s.exec(address);
  const scheme = named ? named[1].toLowerCase() : "";
  if (scheme === "mailto") return named[2].replace(/^\/+|\/+$/g, "") ? `mailto:${named[2]}` : "";
  if (scheme === "http" || scheme === "https") return /^\/\/[^/?#]/.test(named[2]) ? `${scheme}:${named[2]}` : "";
  return address.startsWith("/") && !address.startsWith("//") ? address : "";
}

class Reader {
  constructor(pasted) {
    this.pasted = pasted;
    this.blocks = [];
    this.run = [];
    this.left = new Set();
    this.level = 0;
    this.heading = false;
  }

  children(node, marks) {
    for (const child of node.childNodes) this.node(child, marks);
  }

  node(node, marks) {
    if (node.nodeType === 3) this.run.push({ text: this.words(node.data), marks });
    else if (node.nodeType === 1) this.element(node, marks);
  }

  words(text) {
    return this.pasted ? text.replace(/[\u00ad\u200b\u200c\u200d\u2060\ufeff]/g, "").replace(/\u00a0/g, " ") : text;
  }

  element(element, marks) {
    const name = element.tagName.toUpperCase();
    if (PICTURES.has(name)) this.left.add("a picture");
    if (UNREAD.has(name) || PICTURES.has(name) || this.isWordsOwn(element)) return;
    if (name === "BR") return this.pasted && !this.heading ? this.flush(this.level) : void this.run.push({ text: " ", marks });
    if (/^H[1-6]$/.test(name)) return this.headed(element, marks);
    if (name === "UL" || name === "OL") return this.list(element, marks);
    if (name === "LI") return this.item(element, marks, Math.max(1, this.level));
    if (name === "TD" || name === "TH") return this.cell(element, marks);
    if (BLOCKS.has(name)) return this.block(element, marks);
    return this.children(element, this.marked(element, name, marks));
  }

  // Word draws the bullet of its lists itself, and hides what it remembers by.
  isWordsOwn(element) {
    const style = (element.dataset || {}).style || "";
    return this.pasted && /mso-list:\s*ignore|mso-element:\s*(comment|field)|display:\s*none/i.test(style);
  }

  marked(element, name, marks) {
    const wanted = new Map(marks.map((mark) => [mark.type, mark]));
    const weight = this.styled(element, "font-weight");
    const slant = this.styled(element, "font-style");
    const bold = name === "STRONG" || (this.pasted && name === "B");
    if ((bold && !/^(normal|[1-5]00)$/.test(weight)) || /^(bold|bolder|[6-9]00)$/.test(weight)) wanted.set("bold", { type: "bold" });
    if (((name === "EM" || (this.pasted && name === "I")) && slant !== "normal") || slant === "italic") wanted.set("italic", { type: "italic" });
    if (name === "A" && element.hasAttribute("href")) {
      const href = normalHref(element.getAttribute("href"));
      if (href) wanted.set("link", { type: "link", attrs: { href } });
      else if (!element.getAttribute("href").startsWith("#")) this.left.add("a link that leads nowhere safe");
    }
    return [...wanted.values()];
  }

  styled(element, property) {
    const found = this.pasted && new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([\\w-]+)`, "i").exec((element.dataset || {}).style || "");
    return found ? found[1].toLowerCase() : "";
  }

  block(element, marks) {
    const listed = this.pasted && /mso-list:[^;]*level(\d)/i.exec((element.dataset || {}).style || "");
    this.flush(this.level);
    this.children(element, marks);
    this.flush(listed ? Number(listed[1]) : this.level);
    if (element.tagName === "TABLE") this.left.add("a table: its rows are paragraphs now");
  }

  headed(element, marks) {
    this.flush(this.level);
    this.heading = true;
    this.children(element, marks);
    // Word's headings are bold by themselves, and then again.
    if (this.pasted) this.run = this.run.map(({ text, marks: worn }) => ({ text, marks: worn.filter((mark) => mark.type === "link") }));
    this.flush(this.level);
    this.heading = false;
  }

  list(element, marks) {
    this.flush(this.level);
    this.level += 1;
    for (const child of element.childNodes) {
      if (child.nodeType === 1 && child.tagName === "LI") this.item(child, marks, this.level);
      else this.node(child, marks);
    }
    this.flush(this.level);
    this.level -= 1;
  }

  item(element, marks, level) {
    const outer = this.level;
    this.flush(this.level);
    this.level = level;
    this.children(element, marks);
    this.flush(level);
    this.level = outer;
  }

  cell(element, marks) {
    if (this.run.some((piece) => piece.text.trim())) this.run.push({ text: " | ", marks: [] });
    for (const child of element.childNodes) {
      if (child.nodeType === 1 && BLOCKS.has(child.tagName)) {
        this.run.push({ text: " ", marks });
        this.children(child, marks);
      } else this.node(child, marks);
    }
  }

  /** What was read since the last block, as a block: at a level of bullets, or as a paragraph or sub-heading. */
  flush(level = 0) {
    const content = inline(this.run);
    this.run = [];
    if (!content.length) return;
    if (level) this.bullet(content, Math.min(level, LEVELS));
    else this.blocks.push({ type: this.heading ? "heading" : "paragraph", ...(this.heading ? { attrs: { level: 4 } } : {}), content });
  }

  bullet(content, level) {
    let within = this.blocks;
    for (let depth = 1; ; depth += 1) {
      let list = within[within.length - 1];
      if (!list || list.type !== "bulletList") within.push((list = { type: "bulletList", content: [] }));
      if (depth === level || !list.content.length) {
        list.content.push({ type: "listItem", content: [{ type: "paragraph", content }] });
        return;
      }
      within = list.content[list.content.length - 1].content;
    }
  }
}

// --- running text ---------------------------------------------------------------------------------------------------

/** The pieces as inline nodes: tokens become chips, notes hold what they say, blanks are one space. */
export function inline(run) {
  const frames = [{ content: [], marks: [] }];
  const top = () => frames[frames.length - 1];
  for (const { text, marks } of joined(run)) {
    for (const piece of text.split(PIECES).filter(Boolean)) {
      if (/^\{\{\s*note\s*:$/.test(piece) && frames.length === 1) frames.push({ content: [], marks, opened: piece });
      else if (piece === "}}" && frames.length > 1) closeNote(frames);
      else if (/^\{\{[^{}]*\}\}$/.test(piece)) top().content.push(chip(piece, marks));
      else top().content.push({ type: "text", text: piece, marks });
    }
  }
  if (frames.length > 1) {
    const [outer, note] = frames;
    outer.content.push({ type: "text", text: note.opened, marks: note.marks }, ...note.content);
  }
  return tidy(frames[0].content);
}

function closeNote(frames) {
  const note = frames.pop();
  const marks = note.marks.filter((mark) => mark.type !== "link");
  frames[0].content.push({ type: "note", attrs: { content: tidy(note.content) }, ...(marks.length ? { marks } : {}) });
}

function chip(raw, marks) {
  const kept = marks.filter((mark) => mark.type !== "link");
  return { type: "chip", attrs: { raw }, ...(kept.length ? { marks: kept } : {}) };
}

const sameMarks = (one, other) => JSON.stringify(one || []) === JSON.stringify(other || []);

function joined(run) {
  const found = [];
  for (const piece of run) {
    const last = found[found.length - 1];
    if (last && sameMarks(last.marks, piece.marks)) last.text += piece.text;
    else if (piece.text) found.push({ ...piece });
  }
  return found;
}

function tidy(content) {
  let blank = true;
  const kept = [];
  for (const node of content) {
    if (node.type !== "text") {
      blank = false;
      kept.push(node);
      continue;
    }
    let text = node.text.replace(/[ \t\r\n\f]+/g, " ");
    if (blank && text.startsWith(" ")) text = text.slice(1);
    if (!text) continue;
    blank = text.endsWith(" ");
    const last = kept[kept.length - 1];
    if (last && last.type === "text" && sameMarks(last.marks, node.marks)) last.text += text;
    else kept.push({ type: "text", text, ...(node.marks && node.marks.length ? { marks: node.marks } : {}) });
  }
  const last = kept[kept.length - 1];
  if (last && last.type === "text") {
    last.text = last.text.replace(/ $/, "");
    if (!last.text) kept.pop();
  }
  return kept;
}
