import {
  type DataSchema,
  escapePointer,
  parseThingDescriptionOrThrow,
  propertyDefaults,
  type ThingDescription,
} from "@thingwright/td";
import { type Conversion, type JsonObject, LossList } from "../conversion.js";
import { publicHref } from "../href/public-href.js";
import { schemaOf } from "./schema-of.js";

const actionParts = ["input", "output"] as const;
const eventParts = ["subscription", "data", "dataResponse", "cancellation"] as const;

/**
 * The data of `thing` as one JSON Schema, draft 2020-12.
 *
 * `$defs` has an entry for each property and for each DataSchema of actions and events, named by its place:
 * `properties/on`, `actions/fade/input`, `events/hot/data`, `schemaDefinitions/problem`. The root describes the object of all readable properties.
 * Losses concern data only: Forms, links and security are not what a JSON Schema is about.
 *
 * @throws {ThingDescriptionError} for what is no valid Thing Description
 */
export function toJsonSchema(description: ThingDescription): Conversion {
  const thing = parseThingDescriptionOrThrow(description);
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

/** `$id` is a URI without a fragment (JSON Schema 2020-12 Core §8.2.1); one with a user is not published. */
function identityOf({ id }: ThingDescription, losses: LossList): JsonObject {
  if (id === undefined) return {};
  if (uri.test(id) && (urn.test(id) || !/^urn:/i.test(id)) && publicHref(id).removed.length === 0) return { $id: id };
  losses.add("/id", "a JSON Schema's $id is a well-formed URI without fragment and user");
  return {};
}

/** An absolute URI without fragment (RFC 3986 §4.3), in the characters that it allows. */
const uri = /^[a-z][a-z0-9+.-]*:(?:[a-z0-9._~:/?@!$&'()*+,;=-]|%[0-9a-f]{2})+$/i;

/** A URN has a namespace identifier without dots (RFC 8141 §2). */
const urn = /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:./i;

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
  for (const [name, schema] of Object.entries(thing.schemaDefinitions ?? {})) {
    const key = `schemaDefinitions/${escapePointer(name)}`;
    yield [key, schemaOf(schema, `/${key}`, losses)];
  }
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
