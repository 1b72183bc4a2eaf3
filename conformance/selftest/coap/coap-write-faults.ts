import type { ConformanceOptions } from "@thingwright/conformance";
import { type CoapMessage, optionNumbers, optionOf, uintBytes, uintOf } from "../../src/wire/coap/coap-message.js";
import { type CoapFault, coapFaultsOf, coded, responding, withCoapWrites, withCode, without } from "./coap-faults.js";
import { pathOf } from "./perfect-coap-thing.js";

/** Who says nothing says it for good. */
const impatient: ConformanceOptions = { ...withCoapWrites, limits: { effectTimeoutMs: 150 } };

const isPut = ({ code }: CoapMessage): boolean => code === "0.03";
const hasBlock = (message: CoapMessage): boolean => optionOf(message, optionNumbers.block1) !== undefined;
const isWhole = (message: CoapMessage): boolean => isPut(message) && !hasBlock(message);
const observeIn = (message: CoapMessage): number =>
  uintOf(optionOf(message, optionNumbers.observe) ?? Uint8Array.of(9));
const withOption =
  (number: number, value: number) =>
  (message: CoapMessage): CoapMessage => ({
    ...message,
    options: [...message.options.filter((each) => each.number !== number), { number, value: uintBytes(value) }],
  });

/** A fault that is heard in what `concerns`. */
const hearing =
  (concerns: (message: CoapMessage) => boolean, change: (message: CoapMessage) => CoapMessage) =>
  (message: CoapMessage): CoapMessage =>
    concerns(message) ? change(message) : message;

/** Takes a text for a level, until it is told another one. */
function takingText(): NonNullable<CoapFault["spoil"]> {
  let taken: Uint8Array | undefined;
  return (message, [perfect]) => {
    if (message === undefined || perfect === undefined || pathOf(message) !== "lamp/level") return undefined;
    if (isPut(message)) taken = perfect.code === "4.00" ? message.payload : undefined;
    if (taken === undefined) return undefined;
    return [isPut(message) ? coded("2.04")(perfect) : { ...perfect, payload: taken }];
  };
}

/** Counts messages anew, so that it knows none of them again. */
function forgetful(): NonNullable<CoapFault["hear"]> {
  let count = 0;
  return hearing(isPut, (message) => {
    count += 1;
    return { ...message, messageId: count & 0xffff };
  });
}

const list: readonly CoapFault[] = [
  {
    caughtBy: "coap/write",
    what: "it keeps its value whatever is written",
    hear: hearing(isWhole, (message) => ({ ...message, payload: Buffer.from("20") })),
  },
  {
    caughtBy: "coap/write",
    what: "it has no PUT though its Form says so",
    hear: hearing(
      (message) => isPut(message) && pathOf(message) === "lamp/level",
      (message) => ({ ...message, code: "0.31" }),
    ),
  },
  {
    caughtBy: "coap/write-code",
    what: "it answers Content to what it writes",
    spoil: responding(
      (request, response) => isWhole(request) && response.code === "2.04",
      (response) => ({ ...response, code: "2.05" }),
    ),
  },
  ...["2.04", "4.00", "5.00"].map((code) => ({
    caughtBy: "coap/read-only",
    what: `it answers ${code} to who writes what is only read`,
    spoil: responding((request, response) => isPut(request) && response.code === "4.05", coded(code)),
  })),
  {
    caughtBy: "coap/unsupported-format",
    what: "it does not look at the format of what is written",
    hear: hearing(isPut, withOption(optionNumbers.contentFormat, 50)),
  },
  {
    caughtBy: "coap/unsupported-format",
    what: "it calls an unknown format a bad request",
    spoil: responding(withCode("4.15"), coded("4.00")),
  },
  { caughtBy: "coap/invalid-value", what: "it takes a text for a level", spoil: takingText() },
  {
    caughtBy: "coap/block1",
    what: "it takes the first block for the whole",
    hear: hearing(hasBlock, without(optionNumbers.block1)),
  },
  {
    caughtBy: "coap/block1",
    what: "it does not say which block it has",
    spoil: responding(withCode("2.31"), without(optionNumbers.block1)),
  },
  {
    caughtBy: "coap/block1",
    what: "it cannot put blocks together",
    spoil: responding((request) => hasBlock(request) && (uintOf(optionOf(request, 27)!) & 8) === 0, coded("4.08")),
  },
  { caughtBy: "coap/duplicate-write", what: "it writes each copy of a message", hear: forgetful() },
  {
    caughtBy: "coap/etag",
    what: "it sends the whole again to who has it",
    spoil: responding(withCode("2.03"), (response) => ({ ...response, code: "2.05", payload: Buffer.from('"lamp"') })),
  },
  { caughtBy: "coap/notification", what: "it tells its observer nothing", tell: () => [] },
  {
    caughtBy: "coap/notification",
    what: "it tells its observer the value of before",
    tell: (told) => [{ ...told, payload: Buffer.from("20") }],
  },
  {
    caughtBy: "coap/notification-order",
    what: "all its notifications have one number",
    tell: (told) => [withOption(optionNumbers.observe, 5)(told)],
  },
  {
    caughtBy: "coap/notification-order",
    what: "the numbers of its notifications fall",
    tell: (told) => [withOption(optionNumbers.observe, 1_000 - observeIn(told))(told)],
  },
  {
    caughtBy: "coap/notification-token",
    what: "it tells its observer twice, once without the token",
    tell: (told) => [told, { ...told, token: new Uint8Array(0), messageId: told.messageId + 1_000 }],
  },
  {
    caughtBy: "coap/notification-format",
    what: "its notifications are text",
    tell: (told) => [withOption(optionNumbers.contentFormat, 0)(told)],
  },
  {
    caughtBy: "coap/notification-format",
    what: "its notifications do not say their format",
    tell: (told) => [without(optionNumbers.contentFormat)(told)],
  },
  {
    caughtBy: "coap/deregistration",
    what: "it tells who has taken the registration back",
    hear: hearing((message) => observeIn(message) === 1, without(optionNumbers.observe)),
  },
  {
    caughtBy: "coap/notification-reset",
    what: "it does not hear a Reset",
    hear: hearing(
      ({ type }) => type === "RST",
      (message) => ({ ...message, type: "ACK" }),
    ),
  },
];

export const coapWriteFaults = coapFaultsOf(list.map((fault) => ({ options: impatient, ...fault })));
