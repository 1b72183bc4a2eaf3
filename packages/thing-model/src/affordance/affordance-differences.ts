import { isRecord } from "@thingwright/td";
import type { JsonObject } from "../json-object.js";
import { type Difference, difference, type Effect } from "../schema/difference.js";
import { type FlagEffects, flagDifferences } from "../schema/flags.js";
import { mapDifferences } from "../schema/members.js";
import { schemaDifferences } from "../schema/schema-differences.js";
import { semanticTypeDifferences } from "../schema/semantic-types.js";
import { termDifferences } from "../schema/term-differences.js";
import type { AffordanceMap } from "./affordance-kinds.js";

/** Which way the values go that a difference is about: into the Thing, out of it, or both. */
export type Flow = "in" | "out" | "both";

export interface AffordanceDifference extends Difference {
  readonly flow: Flow;
}

/** What is different between two affordances of one name, their forms left out. */
export function* affordanceDifferences(
  map: AffordanceMap,
  before: JsonObject,
  after: JsonObject,
  pointer: string,
): Generator<AffordanceDifference> {
  if (map === "properties") yield* propertyDifferences(before, after, pointer);
  else yield* messageDifferences(messages[map], before, after, pointer);
  yield* flowing("both", flagDifferences(before, after, pointer, flags[map]));
  yield* flowing("in", mapDifferences(before, after, { term: "uriVariables", pointer }, schemaDifferences));
}

/** A property is a DataSchema itself. */
function* propertyDifferences(before: JsonObject, after: JsonObject, pointer: string): Generator<AffordanceDifference> {
  const always = (flag: string) => before[flag] === true && after[flag] === true;
  const flow = always("readOnly") ? "out" : always("writeOnly") ? "in" : "both";
  yield* flowing(flow, schemaDifferences(before, after, pointer, affordanceTerms));
}

interface Message {
  readonly flow: Flow;
  /** What it does when there is a schema where none was. */
  readonly come: Effect;
}

function* messageDifferences(
  terms: Readonly<Record<string, Message>>,
  before: JsonObject,
  after: JsonObject,
  pointer: string,
): Generator<AffordanceDifference> {
  for (const [term, { flow, come }] of Object.entries(terms)) {
    const [old, now] = [before[term], after[term]];
    if (isRecord(old) && isRecord(now)) yield* flowing(flow, schemaDifferences(old, now, `${pointer}/${term}`));
    else if (isRecord(now)) yield { ...difference(pointer, term, come, "is new"), flow };
    else if (isRecord(old)) yield { ...difference(pointer, term, "removed", "is gone"), flow };
  }
  yield* flowing("both", semanticTypeDifferences(before, after, pointer));
  const known = new Set([...affordanceTerms, ...Object.keys(terms), "@type", "safe", "idempotent", "synchronous"]);
  yield* flowing("both", termDifferences(before, after, pointer, { effects: new Map(), known }));
}

/** Data that goes with an operation. Who was not asked for an input gives none, so to ask for one is narrower. */
const messages: Readonly<Record<"actions" | "events", Readonly<Record<string, Message>>>> = {
  actions: { input: { flow: "in", come: "narrower" }, output: { flow: "out", come: "added" } },
  events: {
    subscription: { flow: "in", come: "narrower" },
    data: { flow: "out", come: "added" },
    dataResponse: { flow: "in", come: "narrower" },
    cancellation: { flow: "in", come: "narrower" },
  },
};

const flags: Readonly<Record<AffordanceMap, FlagEffects>> = {
  properties: {
    readOnly: ["removed", "added"],
    writeOnly: ["removed", "added"],
    observable: ["added", "removed"],
  },
  actions: {
    safe: ["changed", "removed"],
    idempotent: ["changed", "removed"],
    synchronous: ["changed", "removed"],
  },
  events: {},
};

/** Terms of every affordance that are compared on their own. */
const affordanceTerms: readonly string[] = ["forms", "uriVariables", "readOnly", "writeOnly", "observable"];

function* flowing(flow: Flow, differences: Iterable<Difference>): Generator<AffordanceDifference> {
  for (const each of differences) yield { ...each, flow };
}
