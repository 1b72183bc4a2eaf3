import { isDeepStrictEqual } from "node:util";
import type { PropertyAffordance } from "@thingwright/td";
import type { Subject, ThingSubject } from "../subject.js";
import type { Exchange } from "../wire/wire.js";
import { lookUntil } from "./ask-until.js";
import { nearlyEqual } from "./nearly-equal.js";
import { type Distance, otherValue } from "./other-value.js";

/**
 * How what is read goes together with what was written: it is the same; it is rounded, and no longer what it was; it may be
 * either, rounded; or it is something else.
 */
export type Effectiveness = "exact" | "rounded" | "unclear" | "none";

/** What came of writing another value, and reading it. The old value is back. */
export interface ValueTrial<E extends Exchange> {
  readonly written: unknown;
  /** What was there before, and is again. */
  readonly old: unknown;
  readonly write: E;
  /** The last answer that was read; absent when the write was refused. */
  readonly after?: E;
  readonly effectiveness: Effectiveness;
}

/** What is done while the written value is there; `value` is what is read of it. */
export type WhileChanged = (value: unknown) => Promise<void>;

/** A property that is read and written over one wire, `W`. */
export interface WritableValue<W, E extends Exchange> {
  readonly property: PropertyAffordance;
  /** Longest wait for a change to show, in milliseconds. */
  readonly effectTimeoutMs: number;
  /** Asks again, whatever was answered before. */
  read(wire: W): Promise<E>;
  /** Enters the change, and makes it. `restore` gets a wire that may write as it likes. */
  write(wire: W, value: unknown, restore?: (wire: W) => Promise<string | undefined>): Promise<E>;
  /** The value in an answer, where it is a success that has one. */
  valueIn(exchange: E): { readonly value: unknown } | undefined;
  isAccepted(write: E): boolean;
  /** An answer in a few words. */
  summaryOf(exchange: E): string;
}

/**
 * Reads the value, writes another that its data schema has, reads until that shows, and has the ledger put the old one
 * back. A neighbouring value is tried first, and one further away when rounding hides whether that took effect. Resolves with
 * why nothing was written.
 */
export async function tryValue<W, E extends Exchange>(
  target: WritableValue<W, E>,
  wire: W,
  subject: ThingSubject,
  whileChanged: WhileChanged = async () => {},
): Promise<ValueTrial<E> | string> {
  const rounded = rounding.get(subject) ?? new Set<PropertyAffordance>();
  rounding.set(subject, rounded);
  if (rounded.has(target.property)) return await tryOnce(target, wire, subject, "far", whileChanged);
  const near = await tryOnce(target, wire, subject, "near", whileChanged);
  if (typeof near === "string" || near.effectiveness !== "unclear") return near;
  rounded.add(target.property);
  const far = await tryOnce(target, wire, subject, "far", whileChanged);
  return typeof far === "string" ? near : far;
}

/** Properties of which it is known in a run that a neighbouring value is hidden by rounding. */
const rounding = new WeakMap<Subject, Set<PropertyAffordance>>();

async function tryOnce<W, E extends Exchange>(
  target: WritableValue<W, E>,
  wire: W,
  subject: ThingSubject,
  distance: Distance,
  whileChanged: WhileChanged,
): Promise<ValueTrial<E> | string> {
  const [first, second] = [await target.read(wire), await target.read(wire)];
  const [old, again] = [target.valueIn(first), target.valueIn(second)];
  if (old === undefined || again === undefined) return `the value cannot be read: ${target.summaryOf(first)}`;
  if (!isDeepStrictEqual(old, again)) return "the value changes by itself";
  const written = otherValue(target.property, old.value, distance, subject.random);
  if (written === undefined) return "no other value can be made up";
  const write = await target.write(wire, written, (restoring) => putValueBack(target, old.value, restoring));
  const isSettled = (value: unknown): boolean => nearlyEqual(value, written) && !nearlyEqual(value, old.value);
  const after = target.isAccepted(write)
    ? await readUntilEqual(target, wire, written, subject.signal, isSettled)
    : undefined;
  const read = after === undefined ? undefined : target.valueIn(after);
  const effectiveness = effectivenessOf(read, written, old.value);
  if (read !== undefined && (effectiveness === "exact" || effectiveness === "rounded")) await whileChanged(read.value);
  await subject.ledger.settle();
  return { written, old: old.value, write, ...(after === undefined ? {} : { after }), effectiveness };
}

function effectivenessOf(read: { readonly value: unknown } | undefined, written: unknown, old: unknown): Effectiveness {
  if (read === undefined) return "none";
  if (isDeepStrictEqual(read.value, written)) return "exact";
  if (!nearlyEqual(read.value, written)) return "none";
  return nearlyEqual(read.value, old) ? "unclear" : "rounded";
}

/** Writes the old value, and makes sure that it is read. Resolves with why it is not. */
export async function putValueBack<W, E extends Exchange>(
  target: WritableValue<W, E>,
  old: unknown,
  wire: W,
): Promise<string | undefined> {
  const write = await target.write(wire, old);
  const after = await readUntilEqual(target, wire, old, new AbortController().signal);
  const now = target.valueIn(after);
  if (isDeepStrictEqual(now?.value, old)) return undefined;
  const seen = now === undefined ? target.summaryOf(after) : JSON.stringify(now.value);
  return `writing ${JSON.stringify(old)} brought ${target.summaryOf(write)}, and reading ${seen}`;
}

/**
 * The last answer of reading again and again until `wanted` shows, or its time is up.
 *
 * @param isSettled - whether a value that is another, and read twice, is all that will show
 */
export function readUntilEqual<W, E extends Exchange>(
  target: WritableValue<W, E>,
  wire: W,
  wanted: unknown,
  signal: AbortSignal,
  isSettled: (value: unknown) => boolean = () => false,
): Promise<E> {
  const isShown = (exchange: E, previous: E | undefined): boolean => {
    const now = target.valueIn(exchange);
    if (now === undefined || isDeepStrictEqual(now.value, wanted)) return now !== undefined;
    const before = previous === undefined ? undefined : target.valueIn(previous);
    return isDeepStrictEqual(now, before) && isSettled(now.value);
  };
  return lookUntil(() => target.read(wire), isShown, target.effectTimeoutMs, signal);
}
