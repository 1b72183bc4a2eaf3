import { RequestError } from "@thingwright/errors";
import type { Operation } from "@thingwright/td";
import type { RequestMessage } from "./message.js";
import { type MessageObject, member, textMember } from "./message-object.js";
import { isOperation, type RequestMember, requestMembers } from "./operation-members.js";

/**
 * The request that `message` is. Members that the operation does not have are passed over. An id may be any text: a
 * Consumer that does not use UUIDs harms nobody.
 *
 * @throws {RequestError} WOT_BAD_REQUEST when a member is missing or of the wrong kind
 */
export function parseRequest(message: MessageObject): RequestMessage {
  if (member(message, "messageType") !== "request") throw bad('"messageType" must be "request"');
  const operation = textMember(message, "operation") ?? "";
  if (!isOperation(operation)) throw bad('"operation" must be one of the well-known operations');
  const request: Record<string, unknown> = {
    thingID: required(message, "thingID"),
    messageID: required(message, "messageID"),
    messageType: "request",
    operation,
  };
  for (const optional of ["correlationID", "lastNotificationID"]) copyText(message, optional, request);
  for (const each of membersOf(operation)) copyMember(message, each, request);
  return request as unknown as RequestMessage;
}

const membersOf = (operation: Operation): readonly RequestMember[] => requestMembers.get(operation) ?? [];

function required(message: MessageObject, name: string): string {
  const value = textMember(message, name);
  if (value === undefined) throw bad(`"${name}" must be a string`);
  return value;
}

function copyText(message: MessageObject, name: string, into: Record<string, unknown>): void {
  if (member(message, name) !== undefined) into[name] = required(message, name);
}

function copyMember(message: MessageObject, each: RequestMember, into: Record<string, unknown>): void {
  const value = member(message, each.name);
  if (value === undefined && !each.required) return;
  if (value === undefined || !each.accepts(value)) throw bad(`"${each.name}" must be ${each.kind}`);
  into[each.name] = value;
}

const bad = (why: string): RequestError => new RequestError("WOT_BAD_REQUEST", why);
