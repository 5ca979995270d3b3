/** What begins a construct of Markdown at the head of a line. */
const OPENING = /^(?:[#>+=:|-]|\d{1,9}[.)])/;

/** Text as one line of Markdown that reads as exactly this text again. */
export function escapeLine(line: string): string {
  const text = line
    .trim()
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, "\\\\")
    .replace(/[`*[]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/~~/g, "\\~\\~")
    .replace(/<(?=[A-Za-z/!])/g, "\\<")
    .replace(/&(?=[#A-Za-z])/g, "\\&")
    .replace(/\{\{\{/g, "\\{\\{\\{");
  const opening = OPENING.exec(text)?.[0];
  return opening === undefined ? text : `${opening.slice(0, -1)}\\${opening.slice(-1)}${text.slice(opening.length)}`;
}

/** A heading's text: it may neither close itself nor carry an anchor. */
export const escapeHeading = (text: string): string =>
  escapeLine(text)
    .replaceAll("{#", "{ #")
    .replace(/(?<=\s)#(?=#*$)/, "\\#");

/** A cell: line breaks and bars would end it. */
export const escapeCell = (text: string): string =>
  text
    .split("\n")
    .map(escapeLine)
    .filter((line) => line !== "")
    .join("<br>")
    .replaceAll("|", "\\|");
