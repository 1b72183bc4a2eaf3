import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { recordBody } from "../recorded-body.js";
import type { ProbeProblem, TranscriptLine } from "../wire.js";
import { messageText } from "./coap-exchange.js";
import { type CoapMessage, decodeMessage, encodeMessage } from "./coap-message.js";

/** A socket of one exchange: knows one peer, and writes down what passes. Never throws. */
export class CoapSocket implements Disposable {
  readonly transcript: TranscriptLine[] = [];
  readonly #socket: Socket;
  readonly #host: string;
  readonly #port: number;
  readonly #now: () => number;
  readonly #startedMs: number;
  /** Hears every message; those that are none are only written down. */
  onMessage: (message: CoapMessage) => void = () => {};
  onProblem: (problem: ProbeProblem) => void = () => {};

  constructor(host: string, port: number, now: () => number) {
    this.#host = host;
    this.#port = port;
    this.#now = now;
    this.#startedMs = now();
    this.#socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
    this.#socket.on("message", (bytes) => this.#receive(bytes));
    this.#socket.on("error", (error) => this.#fail(error));
  }

  get startedMs(): number {
    return this.#startedMs;
  }

  send(message: CoapMessage): void {
    this.#note("sent", messageText(message), message.payload);
    this.#socket.send(encodeMessage(message), this.#port, this.#host, (error) => {
      if (error) this.#fail(error);
    });
  }

  [Symbol.dispose](): void {
    this.onMessage = () => {};
    this.onProblem = () => {};
    try {
      this.#socket.close();
    } catch {
      // It is closed already.
    }
  }

  #receive(bytes: Uint8Array): void {
    const message = decodeMessage(bytes);
    if (message === undefined) {
      this.#note("received", `${bytes.length} bytes that are no CoAP`, bytes);
      this.onProblem({ kind: "not-coap", message: "what came is no CoAP message" });
      return;
    }
    this.#note("received", messageText(message), message.payload);
    if (isPing(message)) this.send({ ...message, type: "RST" });
    else this.onMessage(message);
  }

  #note(direction: TranscriptLine["direction"], text: string, body: Uint8Array): void {
    if (this.transcript.length >= maxTranscriptLines) return;
    const atMs = this.#now() - this.#startedMs;
    this.transcript.push({ direction, atMs, text, ...(body.length > 0 && { body: recordBody(body) }) });
  }

  #fail(error: Error): void {
    const { code = "" } = error as NodeJS.ErrnoException;
    const message = code === "ECONNREFUSED" ? "nobody listens there" : error.message;
    this.onProblem({ kind: "unreachable", message });
  }
}

/** An Empty Confirmable message: whoever sends it wants to know whether somebody is there (RFC 7252 §4.3). */
const isPing = ({ type, code, token }: CoapMessage): boolean => type === "CON" && code === "0.00" && token.length === 0;

/** Most messages of an exchange that are written down. */
const maxTranscriptLines = 200;
