/** What a letter takes beside a Chinese character to say as much: English runs to more than twice the signs. */
const LETTER = 0.45;

/** How long a text is to read, in Chinese characters. */
export function readingLength(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han + LETTER * (text.length - han);
}
