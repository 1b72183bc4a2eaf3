import { type DataSchema, isRecord } from "@thingwright/td";
import type { SchemaReader } from "../../json-schema/schema-reader.js";
import { entriesOf, isText } from "../../read/entries.js";
import type { Placed, Source } from "../../read/source.js";

/** One media type of a body and the schema of what it carries. */
export interface Content {
  readonly contentType: string;
  /** Absent when the document does not describe the data. */
  readonly schema?: DataSchema;
  /** Where the schema comes from: what it refers to, else its place. */
  readonly origin: string;
}

/** The content of a Request Body or Response Object: JSON where there is some, else the first; others are losses. */
export function contentOf(place: Placed | undefined, source: Source, schemas: SchemaReader): Content | undefined {
  if (place === undefined) return undefined;
  const types = entriesOf(place.value.content, `${place.pointer}/content`);
  const chosen = types.find(([type]) => /^application\/(?:[^;]*\+)?json\b/i.test(type)) ?? types[0];
  if (chosen === undefined) return undefined;
  for (const [type, , at] of types) {
    if (type !== chosen[0]) source.losses.add(at, `of several media types ${chosen[0]} is taken`);
  }
  const [type, media, at] = chosen;
  if (type.includes("*")) source.losses.add(at, "a range of media types is read as application/json");
  const contentType = type.includes("*") ? "application/json" : type;
  if (!isRecord(media) || media.schema === undefined) return { contentType, origin: at };
  const origin = isRecord(media.schema) && isText(media.schema.$ref) ? media.schema.$ref : at;
  return { contentType, schema: schemas.read(media.schema, `${at}/schema`), origin };
}
