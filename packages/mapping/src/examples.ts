import { isDeepStrictEqual } from "node:util";
import { asWotError } from "@thingwright/errors";
import type { ThingDescription, ThingModel } from "@thingwright/td";
import { compileMapping } from "./compile-mapping.js";
import type { ConversionContext } from "./conversion/conversion.js";
import type { ExpressionLimits } from "./conversion/expression.js";
import type { Feed, Mapping, Outlet } from "./mapping.js";

/** A vendor value and what the model makes of it. */
export interface ReadExample {
  /** `properties/NAME` or `events/NAME` of the southbound Thing Description. */
  readonly source: string;
  readonly vendor: unknown;
  /** Latest values of other southbound properties, by name, where the conversion needs them (`map:with`). */
  readonly with?: Readonly<Record<string, unknown>>;
  /** All properties of the model that the value speaks of, by name. */
  readonly model: Readonly<Record<string, unknown>>;
  /** Events that the value gives rise to, when the value before gave rise to none. */
  readonly events?: readonly { readonly name: string; readonly data?: unknown }[];
  readonly available?: boolean;
}

/** A model value and what is sent to the vendor's device. */
export interface WriteExample {
  readonly property: string;
  readonly model: unknown;
  /** `properties/NAME` or `actions/NAME`. */
  readonly outlet: string;
  readonly vendor: unknown;
  /** The source's latest value at that time, where the conversion needs it. */
  readonly state?: unknown;
  /** What is sent after that, where the value is split (`map:split`). */
  readonly further?: readonly { readonly outlet: string; readonly vendor: unknown }[];
}

/** An invocation and what is sent to the vendor's device. */
export interface InvocationExample {
  readonly action: string;
  readonly input?: unknown;
  readonly outlet: string;
  readonly vendor?: unknown;
}

/** Vendor values beside model values: the proof of a mapping. */
export interface MappingExamples {
  readonly reads: readonly ReadExample[];
  readonly writes: readonly WriteExample[];
  readonly invocations: readonly InvocationExample[];
}

/** An example that came out otherwise. */
export interface ExampleMismatch {
  /** JSON Pointer into the examples. */
  readonly pointer: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Runs every example through the mapping of `thing` to `model`, and lists those that came out otherwise. One whose value
 * cannot be converted came out as `{ error: … }`.
 *
 * @throws {ThingDescriptionError} WOT_MAPPING when the mapping itself is unusable
 */
export async function checkExamples(
  thing: ThingDescription,
  model: ThingModel,
  examples: MappingExamples,
  limits: ExpressionLimits = {},
): Promise<readonly ExampleMismatch[]> {
  const mapping = compileMapping(thing, model, limits);
  const mismatches: ExampleMismatch[] = [];
  const compare = (pointer: string, expected: unknown, actual: unknown): void => {
    if (!isDeepStrictEqual(expected, actual)) mismatches.push({ pointer, expected, actual });
  };
  for (const [index, example] of examples.reads.entries()) {
    const { source, vendor, with: others, ...expected } = example;
    compare(`/reads/${index}`, expected, await orError(readingOf(mapping, source, vendor, others)));
  }
  for (const [index, example] of examples.writes.entries()) {
    const { outlet, vendor, further = [] } = example;
    compare(`/writes/${index}`, [{ outlet, vendor }, ...further], await orError(writingsOf(mapping, example)));
  }
  for (const [index, { action, input, ...expected }] of examples.invocations.entries()) {
    compare(
      `/invocations/${index}`,
      { vendor: undefined, ...expected },
      await orError(invocationOf(mapping, action, input)),
    );
  }
  return mismatches;
}

/** What came out, or why nothing did. */
async function orError(outcome: Promise<unknown>): Promise<unknown> {
  try {
    return await outcome;
  } catch (error) {
    return { error: asWotError(error).message };
  }
}

async function readingOf(
  mapping: Mapping,
  name: string,
  vendor: unknown,
  others: Readonly<Record<string, unknown>> = {},
): Promise<Omit<ReadExample, "source" | "vendor" | "with">> {
  const source = mapping.sources.find((candidate) => `${plural[candidate.kind]}/${candidate.name}` === name);
  const model: Record<string, unknown> = {};
  const events: { name: string; data?: unknown }[] = [];
  let available: boolean | undefined;
  if (source?.accepts(vendor) === true) {
    const vendors = new Map([...Object.entries(others), [source.name, vendor]]);
    for (const feed of source.feeds) {
      const value = await feed.conversion.read(vendor, { vendor, model: {}, vendors });
      if (value === undefined) continue;
      if (feed.target.kind === "property") model[feed.target.name] = value;
      else if (feed.target.kind === "available") available = (available ?? true) && value === true;
      else if (value !== false) events.push({ name: feed.target.name, data: dataOf(feed, value) });
    }
  }
  return { model, ...(events.length > 0 && { events }), ...(available !== undefined && { available }) };
}

const dataOf = ({ target }: Feed, value: unknown): unknown =>
  target.kind === "event" && target.data !== undefined ? target.data : value;

async function writingsOf(mapping: Mapping, { property, model, state }: WriteExample): Promise<readonly object[]> {
  const writer = mapping.writers.get(property);
  const context: ConversionContext = { vendor: state, model: {} };
  const writings: object[] = [];
  for (const { outlet, conversion } of writer === undefined ? [] : [writer, ...writer.parts]) {
    writings.push({ outlet: pathOf(outlet), vendor: await conversion.write(model, context) });
  }
  return writings;
}

async function invocationOf(mapping: Mapping, action: string, input: unknown): Promise<object> {
  const invoker = mapping.invokers.get(action);
  const vendor = await invoker?.payload(input, { vendor: undefined, model: {} });
  return { vendor, outlet: pathOf(invoker?.outlet) };
}

const plural = { property: "properties", event: "events", action: "actions" } as const;

const pathOf = (outlet: Outlet | undefined): string | undefined =>
  outlet === undefined ? undefined : `${plural[outlet.kind]}/${outlet.name}`;
