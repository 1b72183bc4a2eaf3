import type { Form, Operation, ThingDescription } from "@thingwright/td";
import type { Interact } from "../command.js";
import { description, form } from "../probe-thing/description.js";
import type { Place } from "../probe-thing/place.js";
import { json, noContent, type ProbeAnswer } from "../probe-thing/probe-answer.js";

/** An operation as the profiles have it. */
export interface ProfiledOperation {
  readonly operation: Interact["do"] & Operation;
  /** The affordance; absent for operations on the whole Thing. */
  readonly name?: string;
  /** Another operation that may have a Form in the same place. */
  readonly other: Operation;
  readonly method: "GET" | "PUT" | "POST";
  /** What the client is told to send; absent for nothing. */
  readonly value?: unknown;
  readonly answer: ProbeAnswer;
  /** What ends a subscription. */
  readonly end?: Interact["do"] & Operation;
}

/** What is pushed to subscriptions. */
export const pushed = 42;

const observing = { method: "GET", answer: noContent } as const;

/** The operations, by their names. */
export const profiledOperations = {
  readproperty: { operation: "readproperty", name: "level", other: "writeproperty", method: "GET", answer: json(7) },
  writeproperty: {
    ...{ operation: "writeproperty", name: "level", other: "readproperty", method: "PUT" },
    ...{ value: 8, answer: noContent },
  },
  readallproperties: {
    ...{ operation: "readallproperties", other: "writemultipleproperties", method: "GET" },
    answer: json({ level: 7 }),
  },
  writemultipleproperties: {
    ...{ operation: "writemultipleproperties", other: "readallproperties", method: "PUT" },
    ...{ value: { level: 8 }, answer: noContent },
  },
  invokeaction: {
    ...{ operation: "invokeaction", name: "fade", other: "queryaction", method: "POST" },
    ...{ value: { to: 30 }, answer: json({ status: "completed" }) },
  },
  queryallactions: {
    ...{ operation: "queryallactions", other: "readallproperties", method: "GET" },
    answer: json({ fade: [] }),
  },
  observeproperty: {
    ...{ operation: "observeproperty", name: "level", other: "readproperty", end: "unobserveproperty" },
    ...observing,
  },
  observeallproperties: {
    ...{ operation: "observeallproperties", other: "readallproperties", end: "unobserveallproperties" },
    ...observing,
  },
  subscribeevent: {
    ...{ operation: "subscribeevent", name: "alarm", other: "unsubscribeevent", end: "unsubscribeevent" },
    ...observing,
  },
  subscribeallevents: {
    ...{ operation: "subscribeallevents", other: "unsubscribeallevents", end: "unsubscribeallevents" },
    ...observing,
  },
} as const satisfies Readonly<Record<string, ProfiledOperation>>;

export type ProfiledOperationName = keyof typeof profiledOperations;

/**
 * A Thing with one affordance of each kind, whose operation has `forms`. Each affordance has a Form of its own besides, below
 * `/single`, for who does not go by those.
 */
export function profiledThing(
  name: string,
  profiled: ProfiledOperation,
  place: Place,
  forms: readonly Form[],
  base?: string,
): ThingDescription {
  const at = (kind: string): string => `${place.base}/single/${kind}`;
  const single = {
    level: form(at("level"), profiled.operation === "readproperty" ? "writeproperty" : "readproperty"),
    fade: form(at("fade"), profiled.operation === "invokeaction" ? "queryaction" : "invokeaction"),
    alarm: form(at("alarm"), profiled.operation === "subscribeevent" ? "unsubscribeevent" : "subscribeevent"),
  };
  const formsOf = (affordance: keyof typeof single): readonly Form[] =>
    profiled.name === affordance ? forms : [single[affordance]];
  return description(name, {
    ...(base === undefined ? {} : { base }),
    ...(profiled.name === undefined ? { forms } : {}),
    properties: {
      level: {
        ...{ type: "integer", minimum: 0, maximum: 100, readOnly: false, writeOnly: false, observable: true },
        forms: formsOf("level"),
      },
    },
    actions: {
      fade: {
        ...{ safe: false, idempotent: false, synchronous: true },
        input: { type: "object", properties: { to: { type: "integer" } }, required: ["to"] },
        output: { type: "object" },
        forms: formsOf("fade"),
      },
    },
    events: { alarm: { data: { type: "integer" }, forms: formsOf("alarm") } },
  });
}

/** Tells the client the operation. */
export function commandOf({ operation, name, value }: ProfiledOperation): Interact {
  return { do: operation, ...(name === undefined ? {} : { name }), ...(value === undefined ? {} : { value }) };
}
