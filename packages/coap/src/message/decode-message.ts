import type { Message, MessageFault } from "./message.js";
import { MessageView } from "./message-view.js";
import type { CoapOption } from "./option.js";

/** A message, or why there is none. */
export type DecodedMessage =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly fault: MessageFault };

/**
 * Decodes one datagram. Never throws: bytes that are no message come back as their fault. Values are views of `bytes`.
 *
 * @see RFC 7252 §3
 */
export function decodeMessage(bytes: Uint8Array): DecodedMessage {
  const view = new MessageView(bytes);
  if (view.fault !== undefined) return { ok: false, fault: view.fault };
  return { ok: true, message: messageOf(view) };
}

/** The plain message that a faultless view shows. */
export function messageOf(view: MessageView): Message {
  const { type, code, messageId } = view;
  return { type, code, messageId, token: view.token(), options: optionsOf(view), payload: view.payload() };
}

/** The options of a faultless view, in the order of the wire. */
export function optionsOf(view: MessageView): CoapOption[] {
  const options: CoapOption[] = [];
  if (view.code === 0) return options;
  const cursor = view.options();
  while (cursor.next()) {
    options.push({ number: cursor.number, value: view.bytes.subarray(cursor.start, cursor.end) });
  }
  return options;
}
