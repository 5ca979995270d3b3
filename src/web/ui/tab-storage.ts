/** What this tab remembers under a name, over other pages, reloads and an ended session; null where nothing is known. */
export function readTab(slot: string): string | null {
  try {
    return sessionStorage.getItem(`tl.${slot}`);
  } catch {
    return null;
  }
}

/** Remembers it, or forgets with null. A browser whose storage is full or closed forgets it with the page. */
export function keepInTab(slot: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(`tl.${slot}`);
    else sessionStorage.setItem(`tl.${slot}`, text);
  } catch {
    // What was to be kept is still on the page.
  }
}
