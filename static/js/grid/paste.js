// What a spreadsheet puts on the clipboard, as rows and columns of texts. Nothing is dropped: a blank is a blank cell.

import { read, Refusal } from "./numbers.js";

// Rows of cells: tabs between cells, a line each; a cell with a line break or a quotation mark in it stands in quotes.
export function block(text) {
  const rows = [[]];
  let rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(?=\t|\n|$)/.exec(rest);
    const raw = quoted ? quoted[0] : /^[^\t\n]*/.exec(rest)[0];
    rows.at(-1).push(quoted ? quoted[1].replaceAll('""', '"') : raw);
    const mark = rest[raw.length];
    if (mark === undefined) return rows;
    if (mark === "\n") rows.push([]);
    rest = rest.slice(raw.length + 1);
  }
}

const isRead = (text) => {
  try {
    return read(text, "percent") !== null;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

// Whether most of what stands in the column is numbers: a heading or a remark among them is no reason against it.
const holdsNumbers = (column) => {
  const filled = column.filter((text) => text.trim());
  return filled.length > 0 && 2 * filled.filter(isRead).length >= filled.length;
};

// The columns that may be meant. One row is read as a column; names beside numbers are left out; where no column holds
// numbers, or for lines of words, it is the last.
export function columns(text) {
  const rows = block(text);
  if (rows.length === 1) return [rows[0]];
  const width = Math.max(...rows.map((row) => row.length));
  const all = Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? ""));
  const numbered = all.filter(holdsNumbers);
  return numbered.length ? numbered : all.slice(-1);
}

// What goes where from a place on, and what has no place any more.
export function fill(texts, places) {
  return { filled: texts.slice(0, places.length).map((text, at) => [places[at], text.trim()]), over: texts.slice(places.length) };
}
