/** What is sent later, in the order it came. */
export function holdingBack() {
  let waiting: { readonly send: () => void; readonly reject: (reason: unknown) => void }[] = [];
  return {
    isEmpty: () => waiting.length === 0,
    push: <Value>(run: () => Promise<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        waiting.push({ send: () => void run().then(resolve, reject), reject });
      }),
    letGo: () => {
      const released = waiting;
      waiting = [];
      for (const { send } of released) send();
    },
    refuse: (reason: unknown): never => {
      for (const { reject } of waiting) reject(reason);
      waiting = [];
      throw reason;
    },
  };
}
