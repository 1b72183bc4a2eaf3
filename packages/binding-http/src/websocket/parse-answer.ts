import { ProtocolError } from "@thingwright/errors";
import type { NotificationMessage, ResponseMessage } from "./message.js";
import { isObject, type MessageObject, member, messageObject, textMember } from "./message-object.js";
import { isOperation } from "./operation-members.js";

/**
 * The response or notification that `text` is, for a Consumer. Members beside the common ones are as they came: what
 * reads a value looks at it with the eyes of a data schema.
 *
 * @throws {ProtocolError} WOT_PROTOCOL for anything else
 */
export function parseAnswer(text: string): ResponseMessage | NotificationMessage {
  const message = messageObject(text);
  if (message === undefined) throw broken("is not a JSON object, or nests too deep");
  const messageType = member(message, "messageType");
  if (messageType !== "response" && messageType !== "notification") throw broken("is no response and no notification");
  const operation = textMember(message, "operation");
  // A Thing that could not make anything of a request has no operation to name.
  const isNameless = messageType === "response" && isObject(member(message, "error"));
  if (operation === undefined ? !isNameless : !isOperation(operation)) throw broken("names no operation");
  checkText(message, "thingID");
  checkText(message, "messageID");
  if (messageType === "notification") checkText(message, "name");
  if (member(message, "correlationID") !== undefined) checkText(message, "correlationID");
  return message as unknown as ResponseMessage | NotificationMessage;
}

function checkText(message: MessageObject, name: string): void {
  if (textMember(message, name) === undefined) throw broken(`has no "${name}"`);
}

const broken = (how: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `a message of the Thing ${how}`, { section: "Web Thing Protocol, Message Format" });
