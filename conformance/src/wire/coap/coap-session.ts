import type { ProbeProblem } from "../wire.js";
import type { DatagramExchange } from "./coap-exchange.js";
import { type CoapMessage, encodeMessage } from "./coap-message.js";
import { type CoapProbeContext, empty, equal } from "./coap-probe.js";
import { coapAddress, defaultPort } from "./coap-request.js";
import { CoapSocket } from "./coap-socket.js";

/** How often a request is sent until something comes, and how long each is waited for, in milliseconds. */
const tries = 5;
const tryMs = 500;

/** Most messages that are kept. */
export const maxSessionMessages = 500;

/** What is said to a Confirmable message that nobody asked for. */
export type Manners = "acknowledge" | "reset";

/** A socket for more than one request, which hears what comes between them. Nothing throws. */
export class CoapSession implements Disposable {
  readonly #url: string;
  readonly #socket: CoapSocket;
  readonly #signal: AbortSignal;
  readonly #now: () => number;
  readonly #sent: CoapMessage[] = [];
  readonly #received: CoapMessage[] = [];
  #problem: ProbeProblem | undefined;
  #hear: () => void = () => {};
  /** How messages are answered that nobody asked for; the user may change it. */
  manners: Manners = "acknowledge";

  constructor(url: string, signal: AbortSignal, { now }: CoapProbeContext) {
    const { host, port } = coapAddress(url) ?? { host: "127.0.0.1", port: defaultPort };
    this.#url = url;
    this.#signal = signal;
    this.#now = now;
    this.#socket = new CoapSocket(host, port, now);
    this.#socket.onMessage = (message) => this.#take(message);
    this.#socket.onProblem = (problem) => {
      this.#problem ??= problem;
      this.#hear();
    };
  }

  /** All that came so far, each copy once. */
  get received(): readonly CoapMessage[] {
    return this.#received;
  }

  /** Sends a message once, as it is. */
  send(message: CoapMessage): void {
    this.#sent.push(message);
    this.#socket.send(message);
  }

  /** Sends a request, again and again while nothing comes, and resolves with its response, if there is one. */
  async request(message: CoapMessage): Promise<CoapMessage | undefined> {
    const from = this.#received.length;
    const isAnswer = ({ code, token }: CoapMessage): boolean => code !== "0.00" && equal(token, message.token);
    for (let count = 0; count < tries && this.#problem === undefined && !this.#signal.aborted; count += 1) {
      this.send(message);
      const answer = await this.heard(isAnswer, tryMs, from);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  /** The first message that `is` what is waited for, from the `from`th on; `undefined` after `forMs`, or when the run ends. */
  heard(is: (message: CoapMessage) => boolean, forMs: number, from = 0): Promise<CoapMessage | undefined> {
    return new Promise((resolve) => {
      const found = (): CoapMessage | undefined => this.#received.slice(from).find(is);
      const settle = (): void => {
        clearTimeout(timer);
        this.#signal.removeEventListener("abort", settle);
        this.#hear = () => {};
        resolve(found());
      };
      const timer = setTimeout(settle, forMs);
      this.#signal.addEventListener("abort", settle, { once: true });
      this.#hear = () => {
        if (found() !== undefined || this.#problem !== undefined || this.#signal.aborted) settle();
      };
      this.#hear();
    });
  }

  /** What passed. The session goes on. */
  exchange(): DatagramExchange {
    const { startedMs, transcript } = this.#socket;
    const { host, port } = coapAddress(this.#url) ?? { host: "", port: defaultPort };
    const hex = this.#sent.map((message) => Buffer.from(encodeMessage(message)).toString("hex"));
    const each = hex.map((bytes) => `printf %s ${bytes} | xxd -r -p; sleep 1`).join("; ");
    return {
      ...{ wire: "coap", target: this.#url, startedMs, durationMs: this.#now() - startedMs },
      transcript: [...transcript],
      reproduce: `(${each}) | socat -t 2 - udp:${host}:${port} | xxd`,
      received: [...this.#received],
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  [Symbol.dispose](): void {
    this.#socket[Symbol.dispose]();
  }

  /** A copy of what came before is answered again, and counts once. */
  #take(message: CoapMessage): void {
    const { type, messageId, token } = message;
    const isKnown = this.#received.some(
      (each) => each.type === type && each.messageId === messageId && equal(each.token, token),
    );
    if (!isKnown && this.#received.length < maxSessionMessages) this.#received.push(message);
    const isRejected = this.manners === "reset" && type !== "ACK" && type !== "RST";
    if (isRejected) this.#socket.send(empty("RST", messageId));
    else if (type === "CON") this.#socket.send(empty("ACK", messageId));
    this.#hear();
  }
}
