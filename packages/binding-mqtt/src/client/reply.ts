import { noContent, type Reply } from "@thingwright/contracts";
import { errorFromHttpStatus, type Problem, ProtocolError, type WotError } from "@thingwright/errors";
import type { InboundMessage } from "../connection/message.js";

const decoder = new TextDecoder();

/** The content of a message; `contentType` counts when the message does not say (MQTT 5.0 §3.3.2.3.9). */
export function replyOf({ payload, properties }: InboundMessage, contentType: string): Reply {
  if (payload.length === 0) return noContent;
  return { contentType: properties?.contentType ?? contentType, body: payload };
}

/** The refusal that a body of problem details (RFC 9457) tells of. */
export function errorOfReply(payload: Uint8Array): WotError {
  const problem = objectOf(payload) as Problem | undefined;
  if (problem === undefined) return errorFromHttpStatus(500, { title: "an error without problem details" });
  return errorFromHttpStatus(typeof problem.status === "number" ? problem.status : 500, problem);
}

/** The `id` of the `ActionStatus` in `payload`. @throws {ProtocolError} WOT_PROTOCOL when there is none */
export function invocationIdOf(payload: Uint8Array): string {
  const id = objectOf(payload)?.id;
  if (typeof id === "string") return id;
  throw new ProtocolError("WOT_PROTOCOL", "the answer should be an ActionStatus and has no id", {
    section: "WoT Profile, ActionStatus",
  });
}

function objectOf(payload: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(decoder.decode(payload));
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
