import type { ThingDescription } from "@thingwright/td";
import {
  type CoapMessage,
  type CoapOption,
  optionNumbers,
  optionOf,
  uintBytes,
  uintOf,
} from "../../src/wire/coap/coap-message.js";
import { empty } from "../../src/wire/coap/coap-probe.js";
import type { CoapScript } from "./scripted-coap-thing.js";

const json = 50;
const linkFormat = 40;

/** What the perfect Thing has, by path. */
const resources: Readonly<
  Record<string, { readonly text: string; readonly format: number; readonly isObservable?: boolean }>
> = {
  "lamp/brightness": { text: "42", format: json, isObservable: true },
  "lamp/name": { text: '"a lamp over the desk in the corner"', format: json },
  ".well-known/core": { text: "</lamp/brightness>;ct=50;obs,</lamp/name>;ct=50", format: linkFormat },
};

/** The description of the perfect Thing at `origin`. */
export function perfectCoapDescription(origin: string): ThingDescription {
  const form = (path: string, ...op: readonly string[]) => ({
    href: `${origin}/${path}`,
    op,
    contentType: "application/json",
  });
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Lamp over CoAP",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: "nosec_sc",
    properties: {
      brightness: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        observable: true,
        readOnly: true,
        forms: [form("lamp/brightness", "readproperty", "observeproperty", "unobserveproperty")],
      },
      name: { type: "string", readOnly: true, forms: [form("lamp/name", "readproperty")] },
    },
  } as unknown as ThingDescription;
}

/** Options that the perfect Thing understands. */
const understood: ReadonlySet<number> = new Set(Object.values(optionNumbers));

/** Does what CoAP demands of a server that can be read. */
export function perfectCoapScript(): CoapScript {
  const answered = new Map<string, readonly CoapMessage[]>();
  return (message) => {
    if (message === undefined || message.type === "ACK" || message.type === "RST") return [];
    if (message.code === "0.00") return message.type === "CON" ? [empty("RST", message.messageId)] : [];
    const key = `${message.messageId} ${Buffer.from(message.token).toString("hex")}`;
    const known = answered.get(key) ?? [respond(message)];
    answered.set(key, known);
    return known;
  };
}

function respond(request: CoapMessage): CoapMessage {
  const { type, messageId, token, options } = request;
  const about = {
    type: type === "CON" ? "ACK" : "NON",
    messageId,
    token,
    options: [],
    payload: new Uint8Array(0),
  } as const;
  if (request.code !== "0.01") return { ...about, code: "4.05" };
  if (options.some(({ number }) => number % 2 === 1 && !understood.has(number))) return { ...about, code: "4.02" };
  const path = options
    .filter(({ number }) => number === optionNumbers.uriPath)
    .map(({ value }) => Buffer.from(value).toString());
  const resource = Object.hasOwn(resources, path.join("/")) ? resources[path.join("/")]! : undefined;
  if (resource === undefined) return { ...about, code: "4.04" };
  const accept = optionOf(request, optionNumbers.accept);
  if (accept !== undefined && uintOf(accept) !== resource.format) return { ...about, code: "4.06" };
  const observe = optionOf(request, optionNumbers.observe);
  const isRegistered = resource.isObservable === true && observe !== undefined && uintOf(observe) === 0;
  const format = { number: optionNumbers.contentFormat, value: uintBytes(resource.format) };
  const head: readonly CoapOption[] = [
    ...(isRegistered ? [{ number: optionNumbers.observe, value: uintBytes(5) }] : []),
    format,
  ];
  return { ...about, code: "2.05", ...blockOf(request, head, Buffer.from(resource.text)) };
}

/** The block that a request wants, of the size that it wants. */
function blockOf(
  request: CoapMessage,
  head: readonly CoapOption[],
  payload: Uint8Array,
): Pick<CoapMessage, "options" | "payload"> {
  const wanted = optionOf(request, optionNumbers.block2);
  if (wanted === undefined) return { options: head, payload };
  const [number, exponent] = [uintOf(wanted) >> 4, uintOf(wanted) & 7];
  const size = 16 << exponent;
  const isMore = (number + 1) * size < payload.length;
  const block = { number: optionNumbers.block2, value: uintBytes((number << 4) | (isMore ? 8 : 0) | exponent) };
  return { options: [...head, block], payload: payload.slice(number * size, (number + 1) * size) };
}
