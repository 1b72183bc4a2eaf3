import { type Content, noContent } from "@thingwright/contracts";
import { RequestError, UnsupportedError } from "@thingwright/errors";
import { jsonTypeOf } from "../requests/content-choice.js";

/** The body of a request to subscribe by a webhook. */
export interface WebhookRequest {
  readonly callbackURL: string;
  /** What else is in it: data that an event asks of its subscribers. Empty when there is nothing. */
  readonly content: Content;
}

/**
 * What `content` asks for (Profile `…-observeproperty-3`).
 *
 * @throws {UnsupportedError} WOT_CONTENT_TYPE when it is no JSON
 * @throws {RequestError} WOT_BAD_REQUEST when it is no object with a `callbackURL`
 */
export function webhookRequest(content: Content | undefined): WebhookRequest {
  if (content === undefined || jsonTypeOf([content.contentType]) === undefined) {
    throw new UnsupportedError("WOT_CONTENT_TYPE", "a webhook is asked for with application/json");
  }
  const members = new Map(Object.entries(objectIn(content.body)));
  const callbackURL = members.get("callbackURL");
  if (typeof callbackURL !== "string") throw new RequestError("WOT_BAD_REQUEST", '"callbackURL" must be a string');
  members.delete("callbackURL");
  return { callbackURL, content: members.size === 0 ? noContent : { ...content, body: bodyOf(members) } };
}

function objectIn(body: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Refused below, as any other text is that is no object.
  }
  throw new RequestError("WOT_BAD_REQUEST", "the body must be a JSON object");
}

/** Nests too deep: no JSON of a peer may end in an overflow of the stack. */
function bodyOf(members: ReadonlyMap<string, unknown>): Uint8Array {
  try {
    return Buffer.from(JSON.stringify(Object.fromEntries(members)));
  } catch (cause) {
    throw new RequestError("WOT_BAD_REQUEST", "the body nests too deep", { cause });
  }
}
