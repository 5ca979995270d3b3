import { readFileSync } from "node:fs";

/** What a process has used so far, from the system's account of it (Linux). */
export interface ProcessUse {
  readonly cpuMs: number;
  readonly residentMb: number;
  readonly peakMb: number;
}

/** Ticks of the system's clock a second: 100 on every Linux that Node runs on. */
const TICK_MS = 10;

export function processUse(pid: number): ProcessUse {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    residentMb: megabytes("VmRSS"),
    peakMb: megabytes("VmHWM"),
  };
}
