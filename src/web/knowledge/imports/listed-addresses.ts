/** The addresses of a list, one a line; several beside each other only where each of them is an address. */
export function listedAddresses(text: string): string[] {
  return text.split(/[\r\n]+/).flatMap((line) => {
    const parts = line.trim().split(/\s+/);
    return parts.every((part) => URL.canParse(part)) ? parts : [line.trim()].filter((whole) => whole !== "");
  });
}
