import { type CheckResult, type Report, runConformance, type Verdict } from "@thingwright/conformance";
import { architectureTwins } from "../src/specifications/architecture-twins.js";
import type { Fault, Network, PerfectTarget } from "./fault.js";

/** What the suite says of a target. */
export async function judged(
  { start, options }: Pick<PerfectTarget, "start" | "options">,
  seed = 1,
  network?: Network,
): Promise<Report> {
  await using running = await start(network);
  return await runConformance(running.target, { seed, ...options, ...running.options });
}

/** The verdicts that somebody has to look at. */
export const alarming: readonly Verdict[] = ["fail", "warn", "tool-error"];

/** The results of a report that somebody would have to look at. */
export function alarmsIn({ things }: Report): readonly CheckResult[] {
  return things.flatMap(({ results }) => results).filter(({ verdict }) => alarming.includes(verdict));
}

/** Whether its check caught the fault, and which others failed with it. */
export interface Catch {
  readonly fault: Fault;
  readonly isCaught: boolean;
  /** Ids of other checks that say a MUST is violated. */
  readonly falseAlarms: readonly string[];
}

/** Judges a faulty target. */
export async function hunt(fault: Fault): Promise<Catch> {
  const alarms = alarmsIn(await judged(fault));
  const violated = alarms.filter(({ verdict }) => verdict !== "tool-error");
  return {
    fault,
    isCaught: violated.some(({ id }) => id === fault.caughtBy),
    falseAlarms: violated.filter(({ id, verdict }) => verdict === "fail" && !isSame(id, fault)).map(({ id }) => id),
  };
}

/** Whether a check is the one that must catch a fault, or stands for the same requirement in another specification. */
function isSame(id: string, { caughtBy }: Fault): boolean {
  return id === caughtBy || architectureTwins.some((each) => each.id === id && each.twins.includes(caughtBy));
}
