import { type CheckResult, judgeConsumer, type Report } from "@thingwright/conformance";
import { alarmsIn } from "../alarms.js";
import type { Habits } from "./habits.js";
import { ScriptedConsumer } from "./scripted-consumer.js";

/** A perfect client with one bad habit. */
export interface ConsumerFault {
  /** Id of the check that must catch it; no other may fail. */
  readonly caughtBy: string;
  /** What is wrong: completes "a client that …". */
  readonly what: string;
  readonly habits: Partial<Habits>;
}

/** Nobody has to be waited for long on loopback. */
const limits = { arrivalTimeoutMs: 500, replyTimeoutMs: 5_000 };

/** What the suite says of a client with these habits. */
export async function judgedConsumer(habits: Partial<Habits> = {}, only: readonly string[] = []): Promise<Report> {
  return await judgeConsumer(new ScriptedConsumer(habits), { only, limits });
}

/** Whether its check caught the fault, and which others failed with it. */
export interface ConsumerCatch {
  readonly fault: ConsumerFault;
  readonly isCaught: boolean;
  /** Ids of other checks that say a MUST is violated, or that could not be carried out. */
  readonly falseAlarms: readonly string[];
}

/** Judges a faulty client by every check. */
export async function huntConsumer(fault: ConsumerFault): Promise<ConsumerCatch> {
  const alarms: readonly CheckResult[] = alarmsIn(await judgedConsumer(fault.habits));
  return {
    fault,
    isCaught: alarms.some(({ id, verdict }) => id === fault.caughtBy && verdict !== "tool-error"),
    falseAlarms: alarms.filter(({ id, verdict }) => verdict !== "warn" && id !== fault.caughtBy).map(({ id }) => id),
  };
}
