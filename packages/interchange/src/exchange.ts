import type { DataSchema, FormHolder, Operation, ThingDescription } from "@thingwright/td";
import { escapePointer } from "@thingwright/td";

/** A DataSchema and where it stands. */
export interface PlacedSchema {
  readonly schema: DataSchema;
  readonly pointer: string;
  readonly isProperty: boolean;
}

/** What an operation sends and receives; an absent schema is content without a description, or no content. */
export interface Exchange {
  readonly input?: PlacedSchema;
  readonly output?: PlacedSchema;
}

/** The data of `operation` at the affordance `name` of `thing`. */
export function exchangeOf(
  thing: ThingDescription,
  kind: FormHolder,
  name: string | undefined,
  operation: Operation,
): Exchange {
  if (kind === "thing" || name === undefined) return {};
  if (kind === "property") {
    const pointer = `/properties/${escapePointer(name)}`;
    const value = { schema: thing.properties![name]!, pointer, isProperty: true };
    return operation === "writeproperty" ? { input: value } : operation.startsWith("un") ? {} : { output: value };
  }
  if (kind === "action") {
    if (operation !== "invokeaction") return {};
    const { input, output } = thing.actions![name]!;
    const pointer = `/actions/${escapePointer(name)}`;
    return { ...placed("input", input, `${pointer}/input`), ...placed("output", output, `${pointer}/output`) };
  }
  const { subscription, data, cancellation } = thing.events![name]!;
  const pointer = `/events/${escapePointer(name)}`;
  if (operation === "unsubscribeevent") return placed("input", cancellation, `${pointer}/cancellation`);
  return { ...placed("input", subscription, `${pointer}/subscription`), ...placed("output", data, `${pointer}/data`) };
}

const placed = (part: "input" | "output", schema: DataSchema | undefined, pointer: string): Exchange =>
  schema === undefined ? {} : { [part]: { schema, pointer, isProperty: false } };
