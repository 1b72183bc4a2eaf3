import type { ProbeLimits } from "../probe-limits.js";
import type { ProbeProblem } from "../wire.js";
import type { CoapExchange, CoapRequest, DatagramExchange } from "./coap-exchange.js";
import { type CoapMessage, encodeMessage, optionNumbers, optionOf, uintOf } from "./coap-message.js";
import { type CoapAddress, coapAddress, coapClientFor, uintOption } from "./coap-request.js";
import { CoapSocket } from "./coap-socket.js";

/** Times and numbers of the message layer (RFC 7252 §4.8): the retransmissions of one request fit its deadline. */
const ackTimeoutMs = 500;
const maxRetransmit = 4;

/** What a probe needs of its run. */
export interface CoapProbeContext {
  readonly limits: ProbeLimits;
  readonly now: () => number;
  readonly random: () => number;
}

/** Sends one request and takes its response, block by block. Never rejects. */
export async function coapExchange(
  request: CoapRequest,
  signal: AbortSignal,
  context: CoapProbeContext,
): Promise<CoapExchange> {
  const address = coapAddress(request.url);
  if (address === undefined) return unsentCoap(request, "it is no address of coap", context.now());
  using socket = new CoapSocket(address.host, address.port, context.now);
  const result = await new Conversation(request, address, socket, context).run(signal);
  return {
    wire: "coap",
    target: request.url,
    startedMs: socket.startedMs,
    durationMs: context.now() - socket.startedMs,
    transcript: socket.transcript,
    reproduce: coapClientFor(request),
    replay: {
      ...request,
      wire: "coap",
      options: request.options.map(({ number, value }) => [number, [...value]]),
      ...(request.payload === undefined ? {} : { payload: [...request.payload] }),
    },
    request,
    ...result,
  };
}

/** The exchange of a request that was not sent. */
export function unsentCoap(request: CoapRequest, message: string, startedMs: number): CoapExchange {
  const problem: ProbeProblem = { kind: "unsendable", message };
  const about = { target: request.url, startedMs, durationMs: 0, reproduce: coapClientFor(request) };
  return { wire: "coap", ...about, transcript: [{ direction: "note", atMs: 0, text: message }], request, problem };
}

type Result = Pick<CoapExchange, "response" | "first" | "sent" | "problem">;

/** One request with all its messages. */
class Conversation {
  readonly #request: CoapRequest;
  readonly #address: CoapAddress;
  readonly #socket: CoapSocket;
  readonly #context: CoapProbeContext;
  readonly #token: Uint8Array;
  #messageId: number;
  #first: CoapMessage | undefined;
  #sent: CoapMessage | undefined;

  constructor(request: CoapRequest, address: CoapAddress, socket: CoapSocket, context: CoapProbeContext) {
    this.#request = request;
    this.#address = address;
    this.#socket = socket;
    this.#context = context;
    const { random } = context;
    this.#token = Uint8Array.from({ length: 4 }, () => Math.floor(random() * 256));
    this.#messageId = Math.floor(random() * 65_536);
  }

  async run(signal: AbortSignal): Promise<Result> {
    const { requestTimeoutMs, maxBodyBytes } = this.#context.limits;
    const payloads: Uint8Array[] = [];
    let size = 0;
    for (let block = 0; ; block++) {
      const answer = await this.#ask(block, signal, requestTimeoutMs);
      if ("kind" in answer) return { problem: answer, ...this.#seen() };
      size += answer.payload.length;
      if (size > maxBodyBytes) {
        const message = `the body is longer than ${maxBodyBytes} bytes`;
        return { problem: { kind: "too-large", message }, ...this.#seen() };
      }
      payloads.push(answer.payload);
      const option = optionOf(answer, optionNumbers.block2);
      if (option === undefined || (uintOf(option) & 8) === 0) {
        return { response: { ...answer, payload: Buffer.concat(payloads) }, ...this.#seen() };
      }
    }
  }

  #seen(): Pick<Result, "first" | "sent"> {
    return {
      ...(this.#first !== undefined && { first: this.#first }),
      ...(this.#sent !== undefined && { sent: this.#sent }),
    };
  }

  /** Asks for one block; those after the first of the size that the first one had (RFC 7959 §2.4). */
  #ask(block: number, signal: AbortSignal, timeoutMs: number): Promise<CoapMessage | ProbeProblem> {
    const { code, options, payload = new Uint8Array(0), type = "CON" } = this.#request;
    const message: CoapMessage = {
      type,
      code,
      messageId: this.#messageId++ & 0xffff,
      token: this.#token,
      options: [
        ...this.#address.options,
        ...options.filter(({ number }) => block === 0 || number !== optionNumbers.block2),
        ...this.#blockOption(block),
      ],
      payload,
    };
    this.#sent ??= message;
    return new Promise((resolve) => {
      const timers: NodeJS.Timeout[] = [];
      const settle = (answer: CoapMessage | ProbeProblem): void => {
        for (const timer of timers) clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        resolve(answer);
      };
      const abort = (): void => settle({ kind: "aborted", message: "the run has ended" });
      if (signal.aborted) return abort();
      signal.addEventListener("abort", abort, { once: true });
      const late = { kind: "timeout", message: `nothing complete within ${timeoutMs} ms` } as const;
      timers.push(setTimeout(() => settle(late), timeoutMs));
      this.#socket.onProblem = settle;
      this.#socket.onMessage = (answer) => {
        const isAcknowledged =
          answer.messageId === message.messageId && (answer.type === "ACK" || answer.type === "RST");
        if (isAcknowledged) for (const timer of timers.slice(1)) clearTimeout(timer);
        if (isAcknowledged && answer.type === "RST") settle({ kind: "cut", message: "the request was reset" });
        if (answer.code === "0.00" || !equal(answer.token, this.#token)) return;
        // A separate response that is Confirmable wants its own acknowledgement (RFC 7252 §5.2.2).
        if (answer.type === "CON") this.#socket.send(empty("ACK", answer.messageId));
        this.#first ??= answer;
        settle(answer);
      };
      this.#socket.send(message);
      if (type === "CON") {
        for (let sent = 1, at = ackTimeoutMs; sent <= maxRetransmit; sent++, at = at * 2 + ackTimeoutMs) {
          timers.push(setTimeout(() => this.#socket.send(message), at));
        }
      }
    });
  }

  #blockOption(block: number) {
    if (block === 0) return [];
    const size = uintOf(optionOf(this.#first!, optionNumbers.block2) ?? new Uint8Array(0)) & 7;
    return [uintOption(optionNumbers.block2, (block << 4) | size)];
  }
}

/** Sends `messages` as they are and takes what comes until `enough`, or `forMs` have passed. Never rejects. */
export async function coapDatagrams(
  url: string,
  messages: readonly CoapMessage[],
  { forMs, enough }: { readonly forMs: number; enough(received: readonly CoapMessage[]): boolean },
  signal: AbortSignal,
  { now }: CoapProbeContext,
): Promise<DatagramExchange> {
  const hex = messages.map((message) => Buffer.from(encodeMessage(message)).toString("hex"));
  const address = coapAddress(url);
  if (address === undefined) {
    const problem: ProbeProblem = { kind: "unsendable", message: "it is no address of coap" };
    return {
      wire: "coap",
      target: url,
      startedMs: now(),
      durationMs: 0,
      transcript: [],
      reproduce: "",
      received: [],
      problem,
    };
  }
  const reproduce = `printf %s ${hex.join("")} | xxd -r -p | socat -t 2 - udp:${address.host}:${address.port} | xxd`;
  using socket = new CoapSocket(address.host, address.port, now);
  const received: CoapMessage[] = [];
  const problem = await new Promise<ProbeProblem | undefined>((resolve) => {
    const timer = setTimeout(() => settle(undefined), forMs);
    const abort = (): void => settle({ kind: "aborted", message: "the run has ended" });
    const settle = (result: ProbeProblem | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      resolve(result);
    };
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    socket.onProblem = settle;
    socket.onMessage = (message) => {
      received.push(message);
      if (message.type === "CON") socket.send(empty("ACK", message.messageId));
      if (enough(received)) settle(undefined);
    };
    for (const message of messages) socket.send(message);
  });
  const { startedMs, transcript } = socket;
  const about = { target: url, startedMs, durationMs: now() - startedMs, transcript, reproduce, received };
  return { wire: "coap", ...about, ...(problem !== undefined && { problem }) };
}

/** A message without a code, such as an acknowledgement alone. */
export const empty = (type: CoapMessage["type"], messageId: number): CoapMessage => ({
  type,
  code: "0.00",
  messageId,
  token: new Uint8Array(0),
  options: [],
  payload: new Uint8Array(0),
});

export const equal = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
