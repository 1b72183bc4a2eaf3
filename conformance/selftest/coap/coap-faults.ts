import type { Area, ConformanceOptions } from "@thingwright/conformance";
import { type CoapMessage, encodeMessage, optionNumbers, optionOf, uintOf } from "../../src/wire/coap/coap-message.js";
import { empty } from "../../src/wire/coap/coap-probe.js";
import { type Fault, faultId, type Network, type RunningTarget } from "../fault.js";
import { perfectCoapDescription, perfectCoapScript } from "./perfect-coap-thing.js";
import { type CoapPeer, type CoapScript, ScriptedCoapThing } from "./scripted-coap-thing.js";

/** On loopback nobody has to be spared. */
export const fastCoap: ConformanceOptions = { requestsPerSecond: 100_000 };

/** With what a usual client never sends. */
export const badCoap: ConformanceOptions = { ...fastCoap, allow: ["load"] };

/** A Thing over CoAP with this script, to be judged by its description. */
export async function startCoap(script: CoapScript, network?: Network): Promise<RunningTarget> {
  const thing = await ScriptedCoapThing.start(script, network);
  return {
    target: perfectCoapDescription(thing.origin),
    [Symbol.asyncDispose]: () => thing[Symbol.asyncDispose](),
  };
}

type Answers = ReturnType<CoapScript>;

export interface CoapFault extends Pick<Fault, "caughtBy" | "what" | "options"> {
  /** What is answered; `undefined` leaves the perfect answer. `bytes` are what came. */
  spoil?(message: CoapMessage | undefined, perfect: readonly CoapMessage[], bytes: Uint8Array): Answers | undefined;
  /** What the perfect Thing hears instead of `message`. */
  hear?(message: CoapMessage): CoapMessage;
  /** What is told instead of a notification. */
  tell?(notification: CoapMessage): readonly CoapMessage[];
}

/** With leave to write, and to send what a usual client never does. */
export const withCoapWrites: ConformanceOptions = { ...fastCoap, allow: ["write", "load"] };

/** Changes the response to requests that `concerns`. */
export const responding =
  (
    concerns: (request: CoapMessage, response: CoapMessage) => boolean,
    change: (response: CoapMessage) => CoapMessage,
  ) =>
  (request: CoapMessage | undefined, perfect: readonly CoapMessage[]): Answers | undefined => {
    const [response] = perfect;
    if (request === undefined || response === undefined || response.code === "0.00") return undefined;
    return concerns(request, response) ? [change(response)] : undefined;
  };

export const withCode = (code: string) => (_: CoapMessage, response: CoapMessage) => response.code === code;
export const coded =
  (code: string) =>
  (response: CoapMessage): CoapMessage => ({ ...response, code, options: [], payload: new Uint8Array(0) });
export const saying =
  (text: string) =>
  (response: CoapMessage): CoapMessage => ({ ...response, payload: Buffer.from(text) });
export const at = (path: string) => (request: CoapMessage, response: CoapMessage) =>
  response.code === "2.05" &&
  optionOf(request, optionNumbers.block2) === undefined &&
  request.options
    .filter(({ number }) => number === optionNumbers.uriPath)
    .map(({ value }) => Buffer.from(value).toString())
    .join("/") === path;
export const without =
  (number: number) =>
  (response: CoapMessage): CoapMessage => ({
    ...response,
    options: response.options.filter((option) => option.number !== number),
  });
const isPing = (message: CoapMessage | undefined): message is CoapMessage =>
  message?.code === "0.00" && message.type === "CON";
export const hasOption = (number: number) => (request: CoapMessage) => optionOf(request, number) !== undefined;
const content = (message: CoapMessage, text = "42"): CoapMessage => ({
  ...message,
  code: "2.05",
  options: [{ number: optionNumbers.contentFormat, value: Uint8Array.of(50) }],
  payload: Buffer.from(text),
});

const list: readonly CoapFault[] = [
  {
    caughtBy: "coap/ping-reset",
    what: "it acknowledges a ping",
    spoil: (m) => (isPing(m) ? [empty("ACK", m.messageId)] : undefined),
  },
  { caughtBy: "coap/ping-reset", what: "it does not hear a ping", spoil: (m) => (isPing(m) ? [] : undefined) },
  {
    caughtBy: "coap/ping-reset",
    what: "it resets a ping under another number",
    spoil: (m) => (isPing(m) ? [empty("RST", m.messageId ^ 1)] : undefined),
  },
  {
    caughtBy: "coap/critical-option",
    what: "it takes a critical option that it does not know",
    spoil: responding(withCode("4.02"), (response) => content(response)),
  },
  {
    caughtBy: "coap/critical-option",
    what: "it calls an unknown option a bad request",
    spoil: responding(withCode("4.02"), coded("4.00")),
  },
  {
    caughtBy: "coap/critical-option",
    what: "it breaks at a critical option",
    spoil: responding(withCode("4.02"), coded("5.00")),
  },
  {
    caughtBy: "coap/elective-option",
    what: "it refuses an elective option",
    spoil: responding(hasOption(65_000), coded("4.02")),
  },
  {
    caughtBy: "coap/elective-option",
    what: "it breaks at an elective option",
    spoil: responding(hasOption(65_000), coded("5.00")),
  },
  {
    caughtBy: "coap/not-found",
    what: "it breaks where nothing is",
    spoil: responding(withCode("4.04"), coded("5.00")),
  },
  {
    caughtBy: "coap/not-found",
    what: "it has something everywhere",
    spoil: responding(withCode("4.04"), (response) => content(response, "null")),
  },
  {
    caughtBy: "coap/unknown-method",
    what: "it takes any code for a GET",
    spoil: responding(withCode("4.05"), (response) => content(response)),
  },
  {
    caughtBy: "coap/unknown-method",
    what: "it breaks at a code that is no method",
    spoil: responding(withCode("4.05"), coded("5.01")),
  },
  {
    caughtBy: "coap/not-acceptable",
    what: "it does not look at Accept",
    spoil: responding(withCode("4.06"), (response) => content(response)),
  },
  {
    caughtBy: "coap/content-format",
    what: "it does not say its Content-Format",
    spoil: responding(at("lamp/brightness"), without(optionNumbers.contentFormat)),
  },
  {
    caughtBy: "coap/content-format",
    what: "it calls JSON a text",
    spoil: responding(at("lamp/brightness"), (response) => ({
      ...response,
      options: [
        ...without(optionNumbers.contentFormat)(response).options,
        { number: optionNumbers.contentFormat, value: new Uint8Array(0) },
      ],
    })),
  },
  { caughtBy: "coap/value", what: "its number is a text", spoil: responding(at("lamp/brightness"), saying('"42"')) },
  {
    caughtBy: "coap/value",
    what: "its number is over the maximum",
    spoil: responding(at("lamp/brightness"), saying("101")),
  },
  {
    caughtBy: "coap/value",
    what: "its text has no quotes",
    spoil: responding(at("lamp/name"), saying("a lamp over the desk in the corner")),
  },
  {
    caughtBy: "coap/value",
    what: "its text is a number",
    spoil: responding(at("lamp/name"), saying("12345678901234567890")),
  },
  {
    caughtBy: "coap/acknowledgement",
    what: "it acknowledges nothing",
    spoil: responding(
      (request) => request.type === "CON" && request.options.every(({ number }) => number === optionNumbers.uriPath),
      (response) => ({ ...response, type: "NON" }),
    ),
  },
  {
    caughtBy: "coap/non-confirmable",
    what: "it acknowledges what wants none",
    spoil: responding(
      (request) => request.type === "NON",
      (response) => ({ ...response, type: "ACK" }),
    ),
  },
  {
    caughtBy: "coap/token",
    what: "it cuts long tokens",
    spoil: responding(
      (request) => request.token.length === 8,
      (response) => ({ ...response, token: response.token.slice(0, 4) }),
    ),
  },
  {
    caughtBy: "coap/token",
    what: "it makes up a token where there is none",
    spoil: responding(
      (request) => request.token.length === 0,
      (response) => ({ ...response, token: Uint8Array.of(1) }),
    ),
  },
  {
    caughtBy: "coap/well-known-core",
    what: "it lists nothing",
    spoil: responding(at(".well-known/core"), coded("4.04")),
  },
  {
    caughtBy: "coap/well-known-core",
    what: "its list is a text",
    spoil: responding(at(".well-known/core"), without(optionNumbers.contentFormat)),
  },
  {
    caughtBy: "coap/observe",
    what: "it takes no registration",
    spoil: responding(hasOption(optionNumbers.observe), without(optionNumbers.observe)),
  },
  {
    caughtBy: "coap/observe",
    what: "it goes on when a registration is taken back",
    spoil: responding(
      (request) => uintOf(optionOf(request, optionNumbers.observe) ?? Uint8Array.of(9)) === 1,
      (response) => ({
        ...response,
        options: [{ number: optionNumbers.observe, value: Uint8Array.of(6) }, ...response.options],
      }),
    ),
  },
  {
    caughtBy: "coap/block-size",
    what: "its blocks are larger than wanted",
    spoil: responding(hasOption(optionNumbers.block2), (response) =>
      content(response, '"a lamp over the desk in the corner"'),
    ),
  },
  {
    caughtBy: "coap/duplicate",
    what: "it resets the second copy",
    spoil: secondTime(([response]) => [empty("RST", response!.messageId)]),
  },
  { caughtBy: "coap/duplicate", what: "it does not answer the second copy", spoil: secondTime(() => []) },
  {
    caughtBy: "coap/duplicate",
    what: "it breaks at the second copy",
    spoil: secondTime(([response]) => [coded("5.00")(response!)]),
  },
  {
    caughtBy: "coap/token-length",
    what: "it answers a message with too long a token",
    options: badCoap,
    spoil: (message, _, bytes) =>
      message === undefined && (bytes[0]! & 15) > 8 && bytes[0]! >> 6 === 1
        ? [
            content({
              type: "ACK",
              code: "2.05",
              messageId: (bytes[2]! << 8) | bytes[3]!,
              token: new Uint8Array(0),
              options: [],
              payload: new Uint8Array(0),
            }),
          ]
        : undefined,
  },
  {
    caughtBy: "coap/version",
    what: "it resets what is of another version",
    options: badCoap,
    spoil: (message, _, bytes) =>
      message === undefined && bytes[0]! >> 6 === 2
        ? [encodeMessage(empty("RST", (bytes[2]! << 8) | bytes[3]!))]
        : undefined,
  },
];

/** Spoils the answer to a message that came before. */
function secondTime(change: (perfect: readonly CoapMessage[]) => Answers): NonNullable<CoapFault["spoil"]> {
  const seen = new Set<string>();
  return (message, perfect) => {
    if (message === undefined || message.code === "0.00") return undefined;
    const key = `${message.messageId} ${Buffer.from(message.token).toString("hex")}`;
    if (seen.has(key)) return change(perfect);
    seen.add(key);
    return undefined;
  };
}

/** The faults, as the catalogue has them. */
export function coapFaultsOf(faults: readonly CoapFault[], area: Area = "coap"): readonly Fault[] {
  return faults.map(({ caughtBy, what, options, spoil, hear = (message) => message, tell = (told) => [told] }) => ({
    id: faultId("coap", area, what),
    wire: "coap",
    area,
    caughtBy,
    what,
    options: options ?? fastCoap,
    start: (network) => {
      const perfect = perfectCoapScript();
      return startCoap((message, bytes, peer) => {
        const told: CoapPeer = {
          ...peer,
          send: (notification) => {
            for (const each of tell(notification)) peer.send(each);
          },
        };
        const heard = message === undefined ? undefined : hear(message);
        const answers = perfect(heard, bytes, told) as readonly CoapMessage[];
        return spoil?.(message, answers, bytes) ?? answers;
      }, network);
    },
  }));
}

export const coapFaults: readonly Fault[] = coapFaultsOf(list);
