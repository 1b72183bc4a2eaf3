import type { JsonObject } from "../json-object.js";
import { type Difference, difference, type Effect, isUnknown } from "./difference.js";

/** What it does when a flag, which is false where it is absent, becomes true, and when it becomes false. */
export type FlagEffects = Readonly<Record<string, readonly [set: Effect, unset: Effect]>>;

/** Differences in the flags that `effects` names. */
export function* flagDifferences(
  before: JsonObject,
  after: JsonObject,
  pointer: string,
  effects: FlagEffects,
): Generator<Difference> {
  for (const [flag, [set, unset]] of Object.entries(effects)) {
    const [old, now] = [before[flag], after[flag]];
    if (isUnknown(old) || isUnknown(now) || (old === true) === (now === true)) continue;
    yield difference(pointer, flag, now === true ? set : unset, now === true ? "is true now" : "is false now");
  }
}
