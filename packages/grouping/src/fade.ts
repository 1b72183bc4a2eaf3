import { type Clock, isPromise } from "@thingwright/contracts";
import { pause } from "@thingwright/mapping";
import type { GroupingLimits } from "./grouping-limits.js";
import type { MemberDirectory } from "./member-directory.js";
import { between, propertySchema, type SceneValues } from "./scene-values.js";

/** A change from what Things have to what a scene says, in steps. */
export interface Fade {
  readonly steps: number;
  readonly stepMs: number;
  /** What is set at one step, from 1 to `steps`, which has the scene's own values. */
  at(step: number): SceneValues;
}

/** A fade of `durationMs` from what the Things have now; what cannot be read has its value from the first step on. */
export async function fadeTo(
  values: SceneValues,
  durationMs: number,
  directory: MemberDirectory,
  { fadeStepMs, maxFadeSteps }: GroupingLimits,
  signal: AbortSignal,
): Promise<Fade> {
  const steps = Math.max(1, Math.min(maxFadeSteps, Math.floor(durationMs / fadeStepMs)));
  if (steps === 1) return { steps, stepMs: durationMs, at: () => values };
  const ways = await Promise.all(
    Object.entries(values).map(async ([id, own]) => {
      const member = directory.find(id);
      const starts = await Promise.all(
        Object.entries(own).map(async ([name, to]) => {
          const from = member === undefined ? undefined : await readOr(() => member.read(name, { signal }));
          return { name, from, to, schema: member === undefined ? {} : propertySchema(member.description, name) };
        }),
      );
      return { id, starts };
    }),
  );
  return {
    steps,
    stepMs: durationMs / steps,
    at(step) {
      if (step === steps) return values;
      const part = step / steps;
      const own = ({ id, starts }: (typeof ways)[number]): readonly [string, Record<string, unknown>] => [
        id,
        Object.fromEntries(starts.map(({ name, from, to, schema }) => [name, between(from, to, part, schema)])),
      ];
      return Object.fromEntries(ways.map(own));
    },
  };
}

/** Calls `set` at each step of a fade after the first, until the signal aborts. Never rejects when `set` does not. */
export async function runFade(
  fade: Fade,
  set: (values: SceneValues) => Promise<unknown>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (let step = 2; step <= fade.steps; step += 1) {
    await pause(fade.stepMs, clock, signal);
    if (signal.aborted) return;
    await set(fade.at(step));
  }
}

async function readOr(read: () => unknown): Promise<unknown> {
  try {
    const value = read();
    return isPromise(value) ? await value : value;
  } catch {
    return undefined;
  }
}
