import type { Content, HostedAffordance } from "@thingwright/contracts";
import { InternalError, UnsupportedError } from "@thingwright/errors";
import type { JsonMember } from "../../websocket/encode-message.js";
import { jsonTypeOf } from "../requests/content-choice.js";

/** The content type in which messages carry the values of an affordance. @throws {UnsupportedError} WOT_CONTENT_TYPE */
export function requireJsonType({ contentTypes }: Pick<HostedAffordance, "contentTypes">): string {
  const contentType = jsonTypeOf(contentTypes);
  if (contentType === undefined) throw new UnsupportedError("WOT_CONTENT_TYPE", "messages carry JSON only");
  return contentType;
}

/** `value` as the content of a request. */
export const contentOf = (value: unknown, contentType: string): Content => ({
  contentType,
  body: Buffer.from(JSON.stringify(value)),
});

/**
 * `content` as a member of a message, `undefined` when it is empty.
 *
 * @throws {InternalError} WOT_INTERNAL when an application's bytes are not the JSON that they are said to be: they would
 *   break the message around them
 */
export function jsonPayload(name: string, content: Content): JsonMember | undefined {
  if (content.body.byteLength === 0) return undefined;
  return { name, json: jsonText(content) };
}

/** The text of `content`, which is JSON. @throws {InternalError} WOT_INTERNAL when it is not */
export function jsonText({ body }: Content): string {
  const json = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  try {
    JSON.parse(json);
  } catch (cause) {
    throw new InternalError("WOT_INTERNAL", "the Thing answered with bytes that are no JSON", { cause });
  }
  return json;
}
