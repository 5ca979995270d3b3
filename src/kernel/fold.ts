/**
 * Lower case and half width, unit by unit: the result has the length of the text, so that a position found in it
 * is the position in the text.
 */
export function fold(text: string): string {
  let result = "";
  for (let i = 0; i < text.length; i++) result += foldUnit(text, i);
  return result;
}

function foldUnit(text: string, i: number): string {
  const code = text.charCodeAt(i);
  if (code < 0x80) return code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : text[i]!;
  if (code === 0x3000 || code === 0xa0) return " ";
  if (code === 0x2018 || code === 0x2019) return "'";
  if (code === 0x201c || code === 0x201d) return '"';
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code >= 0x3000) return text[i]!;
  const lower = text[i]!.toLowerCase();
  return lower.length === 1 ? lower : text[i]!;
}
