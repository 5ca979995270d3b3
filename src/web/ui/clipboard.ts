/** Puts a text on the clipboard. False where the page has none, as over plain http, or the person has refused it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
