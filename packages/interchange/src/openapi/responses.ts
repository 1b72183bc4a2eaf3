import { type EffectiveForm, escapePointer, type ThingDescription } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";
import type { PlacedSchema } from "../exchange.js";
import { schemaOf } from "../json-schema/schema-of.js";

/**
 * The Responses Object of a Form. A Thing Description seldom names a status: without `htv:statusCodeValue` success is
 * `2XX`, and an additional response that is no success is `default`.
 */
export function responsesOf(
  thing: ThingDescription,
  form: EffectiveForm,
  output: PlacedSchema | undefined,
  losses: LossList,
): JsonObject {
  const responses = new Map<string, Map<string, JsonObject[]>>();
  const add = (status: string, contentType: string | undefined, schema: JsonObject | undefined) => {
    const contents = responses.get(status) ?? new Map<string, JsonObject[]>();
    responses.set(status, contents);
    if (contentType === undefined) return;
    contents.set(contentType, [...(contents.get(contentType) ?? []), ...(schema === undefined ? [] : [schema])]);
  };
  const expected = statusOf(form.form.response) ?? "2XX";
  losses.addOthers(form.form.response ?? {}, `${form.pointer}/response`, carriedTerms, "OpenAPI");
  if (form.subprotocol === "sse") {
    add(expected, "text/event-stream", undefined);
    if (output !== undefined) losses.add(form.pointer, "OpenAPI 3.1 cannot describe the data of an event stream");
  } else if (output !== undefined) {
    add(expected, form.response.contentType, schemaOf(output.schema, output.pointer, losses, output.isProperty));
  } else add(expected, form.form.response?.contentType, undefined);
  const said = form.form.additionalResponses ?? [];
  const written = [said].flat();
  for (const [index, { success, contentType, schema }] of form.additionalResponses.entries()) {
    const at = `${form.pointer}/additionalResponses${Array.isArray(said) ? `/${index}` : ""}`;
    losses.addOthers(written[index]!, at, carriedTerms, "OpenAPI");
    const status = statusOf(written[index]) ?? (success ? "2XX" : "default");
    if (responses.get(status)?.has(contentType))
      losses.add(at, "another response of this status and media type: one schema has both");
    add(status, contentType, schema === undefined ? undefined : definitionOf(thing, schema, losses));
  }
  return Object.fromEntries([...responses].map(([status, contents]) => [status, responseOf(status, contents)]));
}

const carriedTerms = new Set(["contentType", "schema", "success", "htv:statusCodeValue"]);

function statusOf(response: object | undefined): string | undefined {
  const status = (response as JsonObject | undefined)?.["htv:statusCodeValue"];
  if (typeof status !== "string" && typeof status !== "number") return undefined;
  return /^[1-5]\d\d$/.test(`${status}`) ? `${status}` : undefined;
}

function definitionOf(thing: ThingDescription, name: string, losses: LossList): JsonObject | undefined {
  const definitions = thing.schemaDefinitions ?? {};
  if (!Object.hasOwn(definitions, name)) return undefined;
  return schemaOf(definitions[name]!, `/schemaDefinitions/${escapePointer(name)}`, losses);
}

function responseOf(status: string, contents: ReadonlyMap<string, readonly JsonObject[]>): JsonObject {
  const description = status.startsWith("2") ? "Success" : "Failure";
  if (contents.size === 0) return { description };
  const content = Object.fromEntries([...contents].map(([type, schemas]) => [type, mediaTypeOf(schemas)]));
  return { description, content };
}

function mediaTypeOf(schemas: readonly JsonObject[]): JsonObject {
  if (schemas.length === 0) return {};
  return { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas } };
}
