import type { ThingDescription } from "@thingwright/td";
import type { CheckDescription } from "../check.js";
import type { Verdict } from "../verdict.js";
import { verdictOf } from "../verdict.js";
import { Deadline } from "./deadline.js";
import { obstacle } from "./judge.js";
import { openConfigured } from "./open-configured.js";
import { type ConformanceOptions, configurationOf } from "./options.js";

/** What a run would do. */
export interface Plan {
  readonly target: string;
  readonly things: readonly ThingPlan[];
  readonly omittedThings: number;
}

export interface ThingPlan {
  readonly title: string;
  readonly checks: readonly PlannedCheck[];
}

/** A check that would run, or the verdict that it has without. */
export interface PlannedCheck {
  readonly check: CheckDescription;
  readonly without?: { readonly verdict: Verdict; readonly why: string };
}

/**
 * What {@link runConformance} would do: fetches the description, and asks for nothing else.
 *
 * @throws {UsageError} as `runConformance` does
 */
export async function planConformance(
  target: string | ThingDescription,
  options: ConformanceOptions = {},
): Promise<Plan> {
  const configuration = configurationOf(options);
  const deadline = new Deadline(configuration.timeoutMs, configuration.signal);
  try {
    const { opened, name, close } = await openConfigured(target, configuration, deadline, configuration.settings.seed);
    const things = opened.subjects.map((subject) => ({
      title: subject.thing?.title ?? name,
      checks: configuration.checks.map((check): PlannedCheck => {
        const outcome = obstacle(check, subject, configuration);
        if (outcome === undefined) return { check };
        return { check, without: { verdict: verdictOf(outcome.judgement, check.level), why: outcome.actual } };
      }),
    }));
    await close();
    return { target: name, things, omittedThings: opened.omittedThings };
  } finally {
    deadline.clear();
  }
}
