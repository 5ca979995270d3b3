const KEY = "tl.tenant";

/** The tenant that a member of several works in, kept on this device. */
export const chosenTenant = {
  read: (): string | null => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  keep: (id: string): void => {
    try {
      localStorage.setItem(KEY, id);
    } catch {
      // A browser without storage stays in the first tenant.
    }
  },
  forget: (): void => {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // There is nothing to forget.
    }
  },
};
