/** A random id for a message or an idempotency key. Works on plain http pages too, where randomUUID does not exist. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
