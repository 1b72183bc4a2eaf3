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
import type { CoapPeer, CoapScript } from "./scripted-coap-thing.js";

const json = 50;
const linkFormat = 40;
const tdJson = 432;

/** What is at a path. */
interface Resource {
  readonly format: number;
  /** Other Content-Formats that it can be had in. */
  readonly alternatives?: readonly number[];
  readonly isObservable?: boolean;
  readonly isWritable?: boolean;
  readonly etag?: Uint8Array;
  text: string;
}

/** What the perfect Thing has, by path. */
const resources = (): Readonly<Record<string, Resource>> => ({
  "lamp/brightness": { text: "42", format: json, isObservable: true },
  "lamp/level": { text: "20", format: json, isObservable: true, isWritable: true },
  "lamp/name": { text: '"a lamp over the desk in the corner"', format: json, etag: Uint8Array.of(1, 2) },
  ".well-known/core": {
    text: `</lamp/brightness>;ct=50;obs,</lamp/level>;ct=50;obs,</lamp/name>;ct=50,</.well-known/wot>;rt="wot.thing";ct=432`,
    format: linkFormat,
  },
  ".well-known/wot": {
    text: JSON.stringify(perfectCoapDescription("coap://lamp.example")),
    format: tdJson,
    alternatives: [json],
  },
});

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
      level: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        observable: true,
        forms: [form("lamp/level", "readproperty", "writeproperty", "observeproperty", "unobserveproperty")],
      },
      name: { type: "string", readOnly: true, forms: [form("lamp/name", "readproperty")] },
    },
  } as unknown as ThingDescription;
}

/** Options that the perfect Thing understands. */
const understood: ReadonlySet<number> = new Set(Object.values(optionNumbers));

/** Does what CoAP demands of a server that can be read, written and observed. */
export function perfectCoapScript(): CoapScript {
  const thing = new PerfectCoapThing();
  return (message, _bytes, peer) => thing.answer(message, peer);
}

/** Somebody who observes. */
interface Watcher {
  readonly peer: CoapPeer;
  readonly token: Uint8Array;
  readonly path: string;
  readonly sent: Set<number>;
}

/** What a response has of its own. */
type Answer = Pick<CoapMessage, "code"> & Partial<Pick<CoapMessage, "options" | "payload">>;

class PerfectCoapThing {
  readonly #resources = resources();
  readonly #answered = new Map<string, readonly CoapMessage[]>();
  readonly #watchers = new Map<string, Watcher>();
  /** What has come of a payload so far, by who sends it. */
  readonly #parts = new Map<string, Uint8Array>();
  #sequence = 5;
  #messageId = 1;

  answer(message: CoapMessage | undefined, peer: CoapPeer): readonly CoapMessage[] {
    if (message?.type === "RST") this.#forget(message.messageId, peer);
    if (message === undefined || message.type === "ACK" || message.type === "RST") return [];
    if (message.code === "0.00") return message.type === "CON" ? [empty("RST", message.messageId)] : [];
    const key = `${peer.name} ${message.messageId} ${hex(message.token)}`;
    const known = this.#answered.get(key) ?? [this.#complete(message, this.#respond(message, peer))];
    this.#answered.set(key, known);
    return known;
  }

  #complete({ type, messageId, token }: CoapMessage, answer: Answer): CoapMessage {
    const kind = type === "CON" ? "ACK" : "NON";
    return { type: kind, messageId, token, options: [], payload: new Uint8Array(0), ...answer };
  }

  #respond(request: CoapMessage, peer: CoapPeer): Answer {
    const { code, options } = request;
    if (code !== "0.01" && code !== "0.03") return { code: "4.05" };
    if (options.some(({ number }) => number % 2 === 1 && !understood.has(number))) return { code: "4.02" };
    const path = pathOf(request);
    const resource = Object.hasOwn(this.#resources, path) ? this.#resources[path]! : undefined;
    if (resource === undefined) return { code: "4.04" };
    return code === "0.03" ? this.#write(path, resource, request, peer) : this.#read(path, resource, request, peer);
  }

  #read(path: string, resource: Resource, request: CoapMessage, peer: CoapPeer): Answer {
    const accept = optionOf(request, optionNumbers.accept);
    const format = accept === undefined ? resource.format : uintOf(accept);
    if (format !== resource.format && resource.alternatives?.includes(format) !== true) return { code: "4.06" };
    const etag = optionOf(request, optionNumbers.etag);
    if (etag !== undefined && resource.etag !== undefined && hex(etag) === hex(resource.etag)) {
      return { code: "2.03", options: [{ number: optionNumbers.etag, value: etag }] };
    }
    const isWatched = resource.isObservable === true && this.#watch(path, request, peer);
    const size = uintBytes(Buffer.byteLength(resource.text));
    const head = [
      ...(isWatched ? [{ number: optionNumbers.observe, value: uintBytes(this.#sequence) }] : []),
      ...headOf({ ...resource, format }),
      ...(optionOf(request, optionNumbers.size2) === undefined ? [] : [{ number: optionNumbers.size2, value: size }]),
    ];
    return { code: "2.05", ...blockOf(request, head, Buffer.from(resource.text)) };
  }

  /** Takes a registration, or takes it back. */
  #watch(path: string, request: CoapMessage, peer: CoapPeer): boolean {
    const observe = optionOf(request, optionNumbers.observe);
    if (observe === undefined) return false;
    const key = `${peer.name} ${hex(request.token)}`;
    const isRegistered = uintOf(observe) === 0;
    if (isRegistered) this.#watchers.set(key, { peer, token: request.token, path, sent: new Set() });
    else this.#watchers.delete(key);
    return isRegistered;
  }

  #forget(messageId: number, peer: CoapPeer): void {
    for (const [key, watcher] of this.#watchers) {
      if (watcher.peer.name === peer.name && watcher.sent.has(messageId)) this.#watchers.delete(key);
    }
  }

  #write(path: string, resource: Resource, request: CoapMessage, peer: CoapPeer): Answer {
    if (resource.isWritable !== true) return { code: "4.05" };
    const format = optionOf(request, optionNumbers.contentFormat);
    if (format === undefined || uintOf(format) !== resource.format) return { code: "4.15" };
    const block = optionOf(request, optionNumbers.block1);
    const options = block === undefined ? [] : [{ number: optionNumbers.block1, value: block }];
    const payload = this.#gather(`${peer.name} ${path}`, request.payload, block);
    if (payload === "more") return { code: "2.31", options };
    if (payload === undefined) return { code: "4.08", options };
    const value = numberIn(payload);
    if (value === undefined) return { code: "4.00", options };
    resource.text = String(value);
    this.#notify(path, resource);
    return { code: "2.04", options };
  }

  /** The whole payload, when its last block has come. */
  #gather(key: string, payload: Uint8Array, block: Uint8Array | undefined): Uint8Array | "more" | undefined {
    if (block === undefined) return payload;
    const [number, isLast] = [uintOf(block) >> 4, (uintOf(block) & 8) === 0];
    const before = number === 0 ? new Uint8Array(0) : this.#parts.get(key);
    if (before === undefined || before.length !== number * 16) return undefined;
    const gathered = Buffer.concat([before, payload]);
    this.#parts.set(key, gathered);
    return isLast ? gathered : "more";
  }

  #notify(path: string, resource: Resource): void {
    this.#sequence += 1;
    for (const watcher of this.#watchers.values()) {
      if (watcher.path !== path) continue;
      this.#messageId += 1;
      watcher.sent.add(this.#messageId);
      watcher.peer.send({
        type: "NON",
        code: "2.05",
        messageId: this.#messageId,
        token: watcher.token,
        options: [{ number: optionNumbers.observe, value: uintBytes(this.#sequence) }, ...headOf(resource)],
        payload: Buffer.from(resource.text),
      });
    }
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The path of a request. */
export const pathOf = ({ options }: CoapMessage): string =>
  options
    .filter(({ number }) => number === optionNumbers.uriPath)
    .map(({ value }) => Buffer.from(value).toString())
    .join("/");

const headOf = ({ format, etag }: Resource): readonly CoapOption[] => [
  ...(etag === undefined ? [] : [{ number: optionNumbers.etag, value: etag }]),
  { number: optionNumbers.contentFormat, value: uintBytes(format) },
];

/** The level that a payload has; `undefined` for what is none. */
function numberIn(payload: Uint8Array): number | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload).toString());
    return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100 ? Number(value) : undefined;
  } catch {
    return undefined;
  }
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
