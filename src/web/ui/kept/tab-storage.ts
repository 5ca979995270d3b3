const PREFIX = "tl.";
const OWNER = `${PREFIX}owner`;

/** What this tab remembers under a name, over other pages, reloads and an ended session; null where nothing is known. */
export function readTab(slot: string): string | null {
  try {
    return sessionStorage.getItem(PREFIX + slot);
  } catch {
    return null;
  }
}

/** Remembers it, or forgets with null. A browser whose storage is full or closed forgets it with the page. */
export function keepInTab(slot: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(PREFIX + slot);
    else sessionStorage.setItem(PREFIX + slot, text);
  } catch {
    // What was to be kept is still on the page.
  }
}

/** What this tab remembers is this person's from now on: what it remembers of another one is forgotten. */
export function keepTabFor(person: string): void {
  try {
    if (sessionStorage.getItem(OWNER) === person) return;
    forgetTab();
    sessionStorage.setItem(OWNER, person);
  } catch {
    // A browser without storage remembers nothing of anybody.
  }
}

/** Forgets all that this tab remembers. */
export function forgetTab(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // There is nothing to forget.
  }
}
