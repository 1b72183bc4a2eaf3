import type { ThingSubject } from "../subject.js";
import type { DatagramExchange } from "../wire/coap/coap-exchange.js";
import type { CoapMessage } from "../wire/coap/coap-message.js";
import { coapAddress } from "../wire/coap/coap-request.js";

/** How often something is sent where silence is to be expected. */
export const silentTries = 2;

/** How often something is sent before silence counts as an answer, and how long each is waited for, in milliseconds. */
export const datagramTries = 5;
const tryMs = 500;

/** The message id and token of a message that a check makes up. */
export const freshIds = ({ random }: ThingSubject): Pick<CoapMessage, "messageId" | "token"> => ({
  messageId: Math.floor(random() * 65_536),
  token: Uint8Array.from({ length: 2 }, () => Math.floor(random() * 256)),
});

/** The message that asks for the resource at `url` by GET. */
export function getMessage(subject: ThingSubject, url: string, more: Partial<CoapMessage> = {}): CoapMessage {
  const options = coapAddress(url)?.options ?? [];
  return { type: "CON", code: "0.01", ...freshIds(subject), options, payload: new Uint8Array(0), ...more };
}

/** Sends what `messages` makes, up to `tries` times, until something comes that is `enough`. */
export async function insist(
  { coap }: ThingSubject,
  url: string,
  messages: () => readonly CoapMessage[],
  enough: (received: readonly CoapMessage[]) => boolean = anything,
  tries = datagramTries,
): Promise<DatagramExchange> {
  let last: DatagramExchange | undefined;
  for (let count = 0; count < tries; count++) {
    last = await coap.exchangeDatagrams(url, messages(), { forMs: tryMs, enough });
    if (last.problem !== undefined || enough(last.received)) return last;
  }
  return last!;
}

/** Whatever comes is enough. */
export const anything = (received: readonly CoapMessage[]): boolean => received.length > 0;
