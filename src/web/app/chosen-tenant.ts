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
  /** The address of a link that the browser follows by itself, in the tenant that is worked in. */
  link: (address: string): string => {
    const id = chosenTenant.read();
    return id === null ? address : `${address}${address.includes("?") ? "&" : "?"}x-tenant=${encodeURIComponent(id)}`;
  },
  forget: (): void => {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // There is nothing to forget.
    }
  },
};
