import { type Content, type InboundRequest, noContent } from "@thingwright/contracts";
import { DataSchemaError, UnsupportedError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema } from "@thingwright/td";

/**
 * The content of a request, once it is a value of `schema`: their core leaves that to whoever asks for the value, and a handler that
 * does not is never told. Looks into JSON alone; what is in other types, their core finds.
 *
 * @param offered - content types that are taken
 * @throws {DataSchemaError} WOT_DATA_SYNTAX, WOT_DATA_INVALID
 * @throws {UnsupportedError} WOT_CONTENT_TYPE
 */
export function checkedInput(
  { content = noContent }: InboundRequest,
  schema: DataSchema | undefined,
  offered: readonly string[],
): Content {
  const contentType = content.contentType === "" ? (offered[0] as string) : content.contentType;
  const type = essence(contentType);
  if (!offered.some((each) => essence(each) === type)) {
    throw new UnsupportedError("WOT_CONTENT_TYPE", `"${contentType}" is not taken here; ${offered.join(" and ")} are`);
  }
  if (schema !== undefined && isJson.test(type)) compileDataSchema(schema).validate(jsonValueOf(content.body));
  return { contentType, body: content.body };
}

/** @throws {DataSchemaError} WOT_DATA_SYNTAX */
export function jsonValueOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(text.decode(body));
  } catch (error) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the content is no JSON text", { cause: error });
  }
}

const text = new TextDecoder("utf-8", { fatal: true });

const isJson = /^application\/(?:.*\+)?json$/;

const essence = (contentType: string): string => (contentType.split(";", 1)[0] as string).trim().toLowerCase();
