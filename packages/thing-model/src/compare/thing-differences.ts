import { isRecord } from "@thingwright/td";
import type { AffordanceDifference } from "../affordance/affordance-differences.js";
import type { JsonObject } from "../json-object.js";
import { isSubmodel } from "../references.js";
import { type Difference, difference } from "../schema/difference.js";
import { mapDifferences } from "../schema/members.js";
import { sameJson } from "../schema/same-json.js";
import { schemaDifferences } from "../schema/schema-differences.js";
import { semanticTypeDifferences } from "../schema/semantic-types.js";
import { meaning, type TermEffects, termDifferences, textTerms } from "../schema/term-differences.js";

/** What is different between two models outside their affordances. */
export function* thingDifferences(before: JsonObject, after: JsonObject): Generator<AffordanceDifference> {
  const uriVariables = mapDifferences(before, after, { term: "uriVariables", pointer: "" }, schemaDifferences);
  for (const each of uriVariables) yield { ...each, flow: "in" };
  const schemas = mapDifferences(before, after, { term: "schemaDefinitions", pointer: "" }, schemaDifferences);
  for (const each of schemas) yield { ...each, flow: "out" };
  for (const each of plainDifferences(before, after)) yield { ...each, flow: "both" };
}

function* plainDifferences(before: JsonObject, after: JsonObject): Generator<Difference> {
  yield* semanticTypeDifferences(before, after, "");
  yield* contextDifferences(before["@context"], after["@context"]);
  yield* submodelDifferences(before, after);
  yield* termDifferences(before, after, "", { effects, known });
}

/** A prefix with another meaning gives all that it stands in another one. */
function* contextDifferences(before: unknown, after: unknown): Generator<Difference> {
  if (sameJson(before, after)) return;
  const [old, now] = [termsOf(before), termsOf(after)];
  const changed = [...old]
    .filter(([name, iri]) => now.has(name) && !sameJson(now.get(name), iri))
    .map(([name]) => name);
  if (changed.length > 0) yield difference("", "@context", "changed", `gives ${changed.join(", ")} another meaning`);
  else yield difference("", "@context", "text", "is another one");
}

const termsOf = (context: unknown): ReadonlyMap<string, unknown> =>
  new Map((Array.isArray(context) ? context : [context]).filter(isRecord).flatMap((terms) => Object.entries(terms)));

/** Links say what a model is composed of; all others are for people and tools. */
function* submodelDifferences(before: JsonObject, after: JsonObject): Generator<Difference> {
  if (sameJson(before.links, after.links)) return;
  const [old, now] = [submodelsOf(before), submodelsOf(after)];
  const gone = [...old].filter((name) => !now.has(name));
  const come = [...now].filter((name) => !old.has(name));
  if (gone.length > 0) yield difference("", "links", "removed", `no longer have the submodel ${gone.join(", ")}`);
  if (come.length > 0) yield difference("", "links", "added", `now have the submodel ${come.join(", ")}`);
  if (gone.length + come.length === 0) yield difference("", "links", "text", "are other ones");
}

/** A submodel is known by its instance name, else by its address. */
function submodelsOf({ links }: JsonObject): ReadonlySet<unknown> {
  const submodels = (Array.isArray(links) ? links : []).filter(isSubmodel);
  return new Set(submodels.map(({ instanceName, href }) => instanceName ?? href));
}

const text: TermEffects = ["text", "text", "text"];

const effects: ReadonlyMap<string, TermEffects> = new Map([
  ...[...textTerms, "id", "support", "created", "modified"].map((term) => [term, text] as const),
  ...["securityDefinitions", "security", "profile"].map((term) => [term, meaning] as const),
]);

/** Terms that are compared above or with the affordances, or that say which version a model is. */
const known: ReadonlySet<string> = new Set([
  ...["@context", "@type", "links", "version", "uriVariables", "schemaDefinitions"],
  ...["properties", "actions", "events", "tm:optional"],
]);
