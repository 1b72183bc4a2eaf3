import { readFileSync } from "node:fs";

/** Length of a tick of the kernel's accounting (USER_HZ is 100 on every Linux that Node.js runs on). */
const TICK_MS = 10;

/** Milliseconds of processor time that a process has had so far, with all its threads; `undefined` where /proc does not say. */
export function processorTimeMs(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is a name in parentheses, which may contain anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return undefined;
  }
}

/** Microseconds of processor time that this process has had so far. */
export function ownProcessorUs() {
  const { user, system } = process.cpuUsage();
  return user + system;
}
