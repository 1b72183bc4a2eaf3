import { messageText } from "../../wire/coap/coap-exchange.js";
import type { CoapMessage } from "../../wire/coap/coap-message.js";
import { recordBody } from "../../wire/recorded-body.js";
import type { Exchange, TranscriptLine } from "../../wire/wire.js";

/** A datagram as the probe Thing sees it. */
export interface CoapQuestion {
  readonly message: CoapMessage;
  /** After the base of the trial; `/` for a message without a path. */
  readonly path: string;
  /** 1 for a message that came for the first time, more for one that was sent again. */
  readonly nth: number;
}

/** A datagram that came to the probe Thing, and what it was answered. */
export interface CoapArrival extends Exchange, CoapQuestion {
  readonly wire: "coap";
  readonly answers: readonly CoapMessage[];
}

/** Methods, as coap-client calls them. */
const methods: Readonly<Record<string, string>> = { "0.02": "post", "0.03": "put", "0.04": "delete" };

/** The evidence of a datagram: what was received, then what was sent. */
export function coapArrival(
  question: CoapQuestion,
  answers: readonly CoapMessage[],
  target: string,
  startedMs: number,
): CoapArrival {
  const { message } = question;
  const line = (direction: TranscriptLine["direction"], { payload, ...rest }: CoapMessage): TranscriptLine => ({
    ...{ direction, atMs: 0, text: messageText({ ...rest, payload }) },
    ...(payload.length > 0 ? { body: recordBody(payload) } : {}),
  });
  const command = `coap-client -v 7 -m ${methods[message.code] ?? "get"} '${target.replaceAll("'", "'\\''")}'`;
  return {
    ...{ ...question, answers, wire: "coap", target, startedMs, durationMs: 0, reproduce: command },
    transcript: [line("received", message), ...answers.map((each) => line("sent", each))],
  };
}
