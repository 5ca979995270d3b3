const WIDTH = 30;
const EVERY_MS = 100;

interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A bar that redraws itself on a terminal; elsewhere it writes one line for each tenth. Nothing is written for no work. */
export function progressBar(screen: Screen, title: string) {
  let drawnAt = 0;
  let lastTenth = -1;
  let started = 0;
  let open = false;
  const draw = (done: number, total: number, perSecond?: number | null) => {
    const share = total === 0 ? 1 : done / total;
    const seconds = (Date.now() - started) / 1000;
    // A rate that was measured beats the time gone by, which counts what was skipped as work.
    const measured = perSecond ? (total - done) / perSecond : (seconds / share) * (1 - share);
    const left = share > 0.02 && share < 1 ? `, ${Math.ceil(measured)} s left` : "";
    const rate = perSecond && share < 1 ? `, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s` : "";
    const facts = `${done}/${total}${rate}${left}`;
    if (screen.isTTY) {
      const filled = Math.round(share * WIDTH);
      screen.write(`\r${title} [${"█".repeat(filled)}${"·".repeat(WIDTH - filled)}] ${facts}\x1b[K`);
    } else if (Math.floor(share * 10) > lastTenth) {
      lastTenth = Math.floor(share * 10);
      screen.write(`${title}: ${facts}\n`);
    }
  };
  return {
    /** `perSecond` is a rate that somebody measured. */
    show(done: number, total: number, perSecond?: number | null): void {
      if (total === 0) return;
      if (!open) started = Date.now();
      open = true;
      if (Date.now() - drawnAt < EVERY_MS && done < total) return;
      drawnAt = Date.now();
      draw(done, total, perSecond);
    },
    end(): void {
      if (open && screen.isTTY) screen.write("\n");
      open = false;
    },
  };
}
