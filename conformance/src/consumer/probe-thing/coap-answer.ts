import { type CoapMessage, type CoapOption, optionNumbers, uintBytes } from "../../wire/coap/coap-message.js";
import type { CoapQuestion } from "./coap-arrival.js";

/** Number of application/json among Content-Formats. */
const jsonFormat = 50;

/** Changes of an answer, for what no good server sends. */
type Changes = Partial<Pick<CoapMessage, "type" | "messageId" | "token" | "options">>;

/** A value in JSON, in the acknowledgement of the request, or as a message of its own where the request wants none. */
export function coapJson({ message }: CoapQuestion, code: string, value: unknown, changes: Changes = {}): CoapMessage {
  const { messageId, token, type } = message;
  const format: CoapOption = { number: optionNumbers.contentFormat, value: uintBytes(jsonFormat) };
  return {
    ...{ type: type === "CON" ? "ACK" : "NON", code, messageId, token },
    ...changes,
    options: [format, ...(changes.options ?? [])],
    payload: Buffer.from(JSON.stringify(value)),
  };
}

/** Says that a request has arrived, and nothing of what comes of it. */
export function coapAcknowledgement({ message }: CoapQuestion): CoapMessage {
  const none = new Uint8Array();
  return { type: "ACK", code: "0.00", messageId: message.messageId, token: none, options: [], payload: none };
}
