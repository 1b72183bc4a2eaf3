import {
  blockOf,
  Code,
  codeText,
  decodeMessage,
  isMethod,
  isResponse,
  type Message,
  OptionNumber,
} from "@thingwright/coap";
import type { Body } from "../tape.js";
import { maxBodyBytes, type TapOptions } from "./tap.js";

/** A request that waits for its answer, or goes on being answered. */
interface Asked {
  readonly method: string;
  readonly target: string;
  readonly isObserve: boolean;
  readonly beganAt: number;
  readonly isChange: boolean;
  readonly request: Body;
  isAnswered: boolean;
}

/** Requests whose answers are waited for at a time; older ones are forgotten. */
const maxOpenRequests = 256;

/** What one peer asks of a CoAP server and hears: puts bodies of several blocks together (RFC 7959). */
export class CoapConversation {
  readonly #options: TapOptions;
  readonly #asked = new Map<string, Asked>();
  /** Bodies of which more blocks come, by direction, method and target. */
  readonly #parts = new Map<string, Buffer>();

  constructor(options: TapOptions) {
    this.#options = options;
  }

  asked(datagram: Uint8Array): void {
    const message = messageOf(datagram);
    if (message === undefined || !isMethod(message.code)) return;
    const { tape } = this.#options;
    const method = methodNames.get(message.code) ?? codeText(message.code);
    const target = targetOf(message);
    const block = optionOf(message, OptionNumber.Block1);
    const body = this.#whole(`> ${method} ${target}`, message, block);
    const observe = optionOf(message, OptionNumber.Observe);
    const before = this.#asked.get(tokenOf(message));
    if (before?.target === target && before.isObserve && observe !== 0) return; // A later block, or the end of it.
    this.#asked.set(tokenOf(message), {
      method,
      target,
      isObserve: observe === 0,
      beganAt: tape.now(),
      isChange: tape.isChanging && message.code !== Code.GET && message.code !== Code.FETCH,
      request: { bytes: body ?? new Uint8Array(0), contentType: contentTypeOf(message) },
      isAnswered: false,
    });
    if (this.#asked.size > maxOpenRequests) this.#asked.delete(this.#asked.keys().next().value as string);
  }

  answered(datagram: Uint8Array): void {
    const message = messageOf(datagram);
    if (message === undefined || !isResponse(message.code) || message.code === Code.Continue) return;
    const asked = this.#asked.get(tokenOf(message));
    if (asked === undefined) return;
    const bytes = this.#whole(`< ${asked.method} ${asked.target}`, message, optionOf(message, OptionNumber.Block2));
    if (bytes === undefined) return;
    const { tape, server } = this.#options;
    const { method, target, request, isChange, beganAt } = asked;
    const answer: Body = { bytes, contentType: contentTypeOf(message) };
    if (asked.isAnswered) {
      tape.add({ kind: "notified", server, target, body: answer });
      return;
    }
    asked.isAnswered = true;
    const isStream = asked.isObserve && optionOf(message, OptionNumber.Observe) !== undefined;
    if (!isStream) this.#asked.delete(tokenOf(message));
    tape.add(
      {
        kind: "exchange",
        server,
        method,
        target,
        request,
        status: codeText(message.code),
        headers: {},
        answer,
        isStream,
        isChange,
        tookMs: tape.now() - beganAt,
      },
      beganAt,
    );
  }

  /** The body once it is complete. */
  #whole(key: string, { payload }: Message, blockValue: number | undefined): Uint8Array | undefined {
    if (blockValue === undefined) return Buffer.from(payload);
    const { number, more } = blockOf(blockValue);
    const before = number === 0 ? Buffer.alloc(0) : (this.#parts.get(key) ?? Buffer.alloc(0));
    const body = Buffer.concat([before, payload]);
    this.#parts.delete(key);
    if (!more) return body;
    if (body.length <= maxBodyBytes && this.#parts.size < maxOpenRequests) this.#parts.set(key, body);
    return undefined;
  }
}

function messageOf(datagram: Uint8Array): Message | undefined {
  const decoded = decodeMessage(datagram);
  return decoded.ok ? decoded.message : undefined;
}

const tokenOf = ({ token }: Message): string => Buffer.from(token).toString("hex");

function optionOf({ options }: Message, number: number): number | undefined {
  const option = options.find((candidate) => candidate.number === number);
  return option === undefined ? undefined : option.value.reduce((value, byte) => value * 256 + byte, 0);
}

function targetOf({ options }: Message): string {
  const texts = (number: number): string[] =>
    options.flatMap((option) => (option.number === number ? [new TextDecoder().decode(option.value)] : []));
  const query = texts(OptionNumber.UriQuery);
  return `/${texts(OptionNumber.UriPath).join("/")}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

/** Content-Format numbers and what they stand for (RFC 7252 §12.3, RFC 8949 §9.4, RFC 8428 §12.3.2). */
const contentTypes: ReadonlyMap<number, string> = new Map([
  [0, "text/plain"],
  [40, "application/link-format"],
  [41, "application/xml"],
  [42, "application/octet-stream"],
  [50, "application/json"],
  [60, "application/cbor"],
  [110, "application/senml+json"],
  [112, "application/senml+cbor"],
  [432, "application/td+json"],
]);

function contentTypeOf(message: Message): string | undefined {
  const number = optionOf(message, OptionNumber.ContentFormat);
  return number === undefined ? undefined : contentTypes.get(number);
}

const methodNames: ReadonlyMap<number, string> = new Map([
  [Code.GET, "GET"],
  [Code.POST, "POST"],
  [Code.PUT, "PUT"],
  [Code.DELETE, "DELETE"],
  [Code.FETCH, "FETCH"],
  [Code.PATCH, "PATCH"],
  [Code.iPATCH, "iPATCH"],
]);
