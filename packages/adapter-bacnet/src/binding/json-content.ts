import type { Content } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";

export const jsonContent = (json: string): Content => ({
  contentType: "application/json",
  body: new TextEncoder().encode(json),
});

/** The value of a body; `undefined` for an empty one. @throws {DataSchemaError} WOT_DATA_SYNTAX for what is no JSON */
export function jsonOf(content: Content | undefined): unknown {
  if (content === undefined || content.body.byteLength === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content.body));
  } catch (cause) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the value is no JSON", { cause });
  }
}
