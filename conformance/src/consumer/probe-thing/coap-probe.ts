import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { type AddressInfo, isIPv6 } from "node:net";
import { UsageError } from "@thingwright/errors";
import { type CoapMessage, decodeMessage, encodeMessage, optionNumbers } from "../../wire/coap/coap-message.js";
import { coapArrival } from "./coap-arrival.js";
import type { Stage } from "./stage.js";

/** The probe Thing over CoAP: a socket that plays what the present trial says. Datagrams from who has asked nothing are passed over. */
export class CoapProbe implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #host: string;
  readonly #now: () => number;
  #stage: Stage | undefined;

  private constructor(socket: Socket, host: string, now: () => number) {
    this.#socket = socket;
    this.#host = host;
    this.#now = now;
    socket.on("message", (bytes, peer) => this.#take(bytes, peer));
    // What cannot be delivered to a client that has gone is no trouble of ours.
    socket.on("error", () => {});
  }

  /** @throws {UsageError} WOT_ARGUMENT when nothing can listen on the host */
  static async start(host: string, now: () => number): Promise<CoapProbe> {
    const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
    await new Promise<void>((resolve, reject) => {
      socket.once("error", (cause) => {
        reject(new UsageError("WOT_ARGUMENT", `the probe cannot listen on ${host}: ${cause.message}`, { cause }));
      });
      socket.bind(0, host, resolve);
    });
    return new CoapProbe(socket, host, now);
  }

  /** Without a slash at the end. */
  get origin(): string {
    const { port } = this.#socket.address() as AddressInfo;
    return `coap://${isIPv6(this.#host) ? `[${this.#host}]` : this.#host}:${port}`;
  }

  /** Plays another trial, or none. */
  play(stage: Stage | undefined): void {
    this.#stage = stage;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#socket.close(() => resolve());
    });
  }

  #take(bytes: Uint8Array, peer: RemoteInfo): void {
    const [stage, message] = [this.#stage, decodeMessage(bytes)];
    if (stage === undefined || message === undefined) return;
    const path = pathOf(message);
    const name = `${peer.address}:${peer.port}`;
    const isRequest = /^0\.(?!00)/.test(message.code);
    if (isRequest && path[0] !== stage.play.name) return;
    const send = (each: CoapMessage): void => {
      this.#socket.send(encodeMessage(each), peer.port, peer.address, () => {});
    };
    if (isRequest) stage.meet(name, send);
    else if (!stage.hasMet(name)) return;
    const question = { message, path: `/${path.slice(1).join("/")}`, nth: stage.countOf(message) + 1 };
    const answers = isRequest ? (stage.play.answerCoap?.(question) ?? []) : [];
    for (const answer of answers) send(answer);
    stage.addCoap(coapArrival(question, answers, `${this.origin}/${path.join("/")}`, this.#now()));
  }
}

function pathOf({ options }: CoapMessage): readonly string[] {
  return options
    .filter(({ number }) => number === optionNumbers.uriPath)
    .map(({ value }) => Buffer.from(value).toString("utf8"));
}
