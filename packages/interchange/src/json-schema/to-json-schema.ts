import { type DataSchema, escapePointer, propertyDefaults, type ThingDescription } from "@thingwright/td";
import { type Conversion, type JsonObject, LossList } from "../conversion.js";
import { schemaOf } from "./schema-of.js";

const actionParts = ["input", "output"] as const;
const eventParts = ["subscription", "data", "dataResponse", "cancellation"] as const;

/**
 * The data of `thing` as one JSON Schema, draft 2020-12.
 *
 * `$defs` has an entry for each property and for each DataSchema of actions and events, named by its place:
 * `properties/on`, `actions/fade/input`, `events/hot/data`. The root describes the object of all readable properties.
 * Losses concern data only: Forms, links and security are not what a JSON Schema is about. `thing` is taken to be valid.
 */
export function toJsonSchema(thing: ThingDescription): Conversion {
  const losses = new LossList();
  const document = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...identityOf(thing, losses),
    title: thing.title,
    ...(thing.description === undefined ? {} : { description: thing.description }),
    type: "object",
    properties: readableOf(thing),
    $defs: Object.fromEntries(definitionsOf(thing, losses)),
  };
  return { document, losses: losses.toList() };
}

/** `$id` may have no fragment (JSON Schema 2020-12 Core §8.2.1). */
function identityOf({ id }: ThingDescription, losses: LossList): JsonObject {
  if (id === undefined) return {};
  if (!id.includes("#")) return { $id: id };
  losses.add("/id", "a JSON Schema's $id may have no fragment");
  return {};
}

function readableOf(thing: ThingDescription): JsonObject {
  return Object.fromEntries(
    Object.entries(thing.properties ?? {})
      .filter(([, property]) => !propertyDefaults(property).writeOnly)
      .map(([name]) => [name, { $ref: `#/$defs/${fragmentOf(`properties/${escapePointer(name)}`)}` }]),
  );
}

/** A `$defs` key within a JSON Pointer within a URI fragment (RFC 6901 §6). */
const fragmentOf = (key: string): string => encodeURIComponent(escapePointer(key));

function* definitionsOf(thing: ThingDescription, losses: LossList): Generator<[string, JsonObject]> {
  for (const [name, property] of Object.entries(thing.properties ?? {})) {
    const key = `properties/${escapePointer(name)}`;
    yield [key, schemaOf(property, `/${key}`, losses, true)];
  }
  yield* partsOf(thing.actions, "actions", actionParts, losses);
  yield* partsOf(thing.events, "events", eventParts, losses);
}

function* partsOf<P extends string>(
  affordances: Readonly<Record<string, { readonly [part in P]?: DataSchema }>> | undefined,
  term: string,
  parts: readonly P[],
  losses: LossList,
): Generator<[string, JsonObject]> {
  for (const [name, affordance] of Object.entries(affordances ?? {})) {
    for (const part of parts) {
      const schema: DataSchema | undefined = affordance[part];
      const key = `${term}/${escapePointer(name)}/${part}`;
      if (schema !== undefined) yield [key, schemaOf(schema, `/${key}`, losses)];
    }
  }
}
