import { type DataSchema, isRecord } from "@thingwright/td";
import type { SchemaReader } from "../../json-schema/schema-reader.js";
import { entriesOf, isText, itemsOf } from "../../read/entries.js";
import type { Placed, Source } from "../../read/source.js";

/** What the messages of a channel or operation carry. */
export interface Payload {
  readonly payload: DataSchema | undefined;
  readonly contentType: string | undefined;
}

const carriedTerms = new Set(["payload", "contentType", "name", "messageId", "schemaFormat", "oneOf"]);

/** Message Objects at `value`: one of AsyncAPI 2, with `oneOf` several; a list or a map of AsyncAPI 3. */
export function messagesAt(value: unknown, pointer: string, source: Source): readonly Placed[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return itemsOf(value, pointer).flatMap(([each, at]) => source.follow(each, at) ?? []);
  const place = source.follow(value, pointer);
  if (place === undefined || !Array.isArray(place.value.oneOf)) return place === undefined ? [] : [place];
  return itemsOf(place.value.oneOf, `${place.pointer}/oneOf`).flatMap(([each, at]) => source.follow(each, at) ?? []);
}

/** The Message Objects in a map of them. */
export const messageMap = (value: unknown, pointer: string, source: Source): readonly Placed[] =>
  entriesOf(value, pointer).flatMap(([, message, at]) => source.follow(message, at) ?? []);

/** One DataSchema for the payloads of `messages`; several are alternatives. */
export function payloadOf(messages: readonly Placed[], source: Source, schemas: SchemaReader): Payload {
  const payloads = messages.flatMap(({ value, pointer }) => {
    source.losses.addOthers(value, pointer, carriedTerms, "an affordance");
    return value.payload === undefined ? [] : [schemaOf(value, pointer, source, schemas)];
  });
  const types = new Set(messages.map(({ value }) => value.contentType).filter(isText));
  const [contentType] = types;
  if (types.size > 1) source.losses.add(messages[1]!.pointer, `of several media types ${contentType} is taken`);
  return { payload: payloads.length > 1 ? { oneOf: payloads } : payloads[0], contentType };
}

/** A payload with its `schemaFormat`, which AsyncAPI 3 writes beside the schema. */
function schemaOf(
  { payload, schemaFormat }: Placed["value"],
  pointer: string,
  source: Source,
  schemas: SchemaReader,
): DataSchema {
  const isWrapped = isRecord(payload) && isText(payload.schemaFormat) && payload.schema !== undefined;
  const format = isWrapped ? payload.schemaFormat : schemaFormat;
  const at = isWrapped ? `${pointer}/payload/schema` : `${pointer}/payload`;
  if (isText(format) && !/aai\.asyncapi|schema\+(?:json|yaml)|openapi/.test(format)) {
    source.losses.add(at, "a schema of this format is read as any value");
    return {};
  }
  return schemas.read(isWrapped ? payload.schema : payload, at);
}
