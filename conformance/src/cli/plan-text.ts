import { printable } from "../report/printable.js";
import type { Plan, PlannedCheck, ThingPlan } from "../run/plan-conformance.js";

/** What a run would do, for a person: the checks that would run, those that would not and why, and what they may do. */
export function planText({ target, things, omittedThings }: Plan): string {
  const omitted = omittedThings === 0 ? "" : `${omittedThings} more Things would not be judged\n`;
  return `${printable(target)}\n${things.map(thingText).join("")}${omitted}`;
}

function thingText({ title, checks }: ThingPlan): string {
  const running = checks.filter(({ without }) => without === undefined);
  const rest = checks.filter(({ without }) => without !== undefined);
  const heading = `${printable(title)}: ${running.length} of ${checks.length} checks would run\n`;
  return [heading, ...running.map(runningText), ...rest.map(restText)].join("");
}

const runningText = ({ check }: PlannedCheck): string => `  ${check.safety.padEnd(7)}  ${check.id}\n`;

const restText = ({ check, without }: PlannedCheck): string => `  -        ${check.id}: ${printable(without!.why)}\n`;
