import { connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import type { ProbeLimits } from "../probe-limits.js";
import { recordBody } from "../recorded-body.js";
import type { Trust } from "../trust.js";
import type { ProbeProblem, TranscriptLine } from "../wire.js";
import {
  encodePacket,
  type MqttMessage,
  type MqttPacket,
  type MqttVersion,
  messageOf,
  PacketReader,
  pubackPacket,
} from "./mqtt-packet.js";

export const defaultMqttPort = 1883;
export const defaultMqttsPort = 8883;
/** Most messages of one exchange that are kept. */
const mostMessages = 20;
/** Most lines of a transcript. */
const mostLines = 60;

export interface MqttSessionContext {
  readonly limits: ProbeLimits;
  readonly now: () => number;
  readonly random: () => number;
  readonly trust?: Trust;
}

/** Whether it is an address that can be spoken to: `mqtt:` over TCP, `mqtts:` over TLS. */
export const isMqttUrl = (url: string): boolean => /^mqtts?:\/\//i.test(url) && URL.canParse(url);

/** One connection to a broker, which writes down what passes. Nothing rejects: what goes wrong first is its problem. */
export class MqttSession implements Disposable {
  readonly transcript: TranscriptLine[] = [];
  readonly startedMs: number;
  readonly #version: MqttVersion;
  readonly #context: MqttSessionContext;
  readonly #reader = new PacketReader();
  readonly #messages: MqttMessage[] = [];
  readonly #socket: Socket;
  readonly #signal: AbortSignal;
  #hear: (packet: MqttPacket) => void = () => {};
  #problem: ProbeProblem | undefined;
  #wake: () => void = () => {};

  /** @param url - see {@link isMqttUrl} */
  constructor(url: string, version: MqttVersion, signal: AbortSignal, context: MqttSessionContext) {
    this.#version = version;
    this.#context = context;
    this.#signal = signal;
    this.startedMs = context.now();
    this.#socket = socketTo(new URL(url), context.trust);
    this.#socket.on("data", (bytes: Uint8Array) => this.#take(bytes));
    this.#socket.on("error", (error: NodeJS.ErrnoException) => {
      const message = error.code === "ECONNREFUSED" ? "nobody listens there" : error.message;
      this.#fail({ kind: error.code === "ECONNRESET" ? "cut" : "unreachable", message });
    });
    this.#socket.on("close", () => this.#fail({ kind: "cut", message: "the connection was closed" }));
    signal.addEventListener("abort", this.#abort, { once: true });
    if (signal.aborted) this.#abort();
  }

  /** What went wrong first; absent as long as nothing did. */
  get problem(): ProbeProblem | undefined {
    return this.#problem;
  }

  /** What was delivered so far. */
  get messages(): readonly MqttMessage[] {
    return this.#messages;
  }

  /** The answer to `packet`; `undefined` when none comes in time, which is a problem unless it need not come. */
  async ask(
    packet: MqttPacket,
    type: MqttPacket["type"],
    forMs: number,
    isNeeded = true,
  ): Promise<MqttPacket | undefined> {
    let answer: MqttPacket | undefined;
    const heard = this.until(
      () => answer !== undefined,
      forMs,
      (each) => {
        if (each.type === type) answer = each;
      },
    );
    this.send(packet);
    await heard;
    if (answer === undefined && isNeeded)
      this.#problem ??= { kind: "timeout", message: `no ${type} within ${forMs} ms` };
    return answer;
  }

  /** Waits until `holds`, or the time is up, or something is wrong. */
  until(holds: () => boolean, forMs: number, hear: (packet: MqttPacket) => void = () => {}): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#hear = () => {};
        this.#wake = () => {};
        resolve();
      };
      const timer = setTimeout(end, forMs);
      this.#hear = (packet) => {
        hear(packet);
        if (holds()) end();
      };
      this.#wake = end;
      if (holds() || this.#problem !== undefined) end();
    });
  }

  send(packet: MqttPacket): void {
    if (this.#problem !== undefined) return;
    // Credentials would be in CONNECT.
    this.#note("sent", textOf(packet, undefined), packet.type === "CONNECT" ? new Uint8Array(0) : packet.body);
    this.#socket.write(encodePacket(packet));
  }

  [Symbol.dispose](): void {
    this.#signal.removeEventListener("abort", this.#abort);
    this.#socket.destroy();
  }

  readonly #abort = (): void => this.#fail({ kind: "aborted", message: "the run has ended" });

  #fail(problem: ProbeProblem): void {
    this.#problem ??= problem;
    this.#wake();
  }

  #take(bytes: Uint8Array): void {
    const packets = this.#reader.push(bytes, this.#context.limits.maxBodyBytes);
    if (packets === undefined) {
      this.#note("received", `${bytes.length} bytes that are no MQTT, or too many`, bytes);
      this.#fail({ kind: "not-mqtt", message: "what came is no MQTT, or longer than maxBodyBytes" });
      return;
    }
    for (const each of packets) {
      const message = each.type === "PUBLISH" ? messageOf(each, this.#version) : undefined;
      this.#note("received", textOf(each, message), message?.payload ?? each.body);
      if (message !== undefined) this.#deliver(message);
      this.#hear(each);
    }
  }

  #deliver(message: MqttMessage): void {
    if (this.#messages.length < mostMessages) this.#messages.push(message);
    if (message.qos === 1) this.send(pubackPacket(message.packetId!));
  }

  #note(direction: TranscriptLine["direction"], text: string, body: Uint8Array): void {
    if (this.transcript.length >= mostLines) return;
    const atMs = this.#context.now() - this.startedMs;
    this.transcript.push({ direction, atMs, text, ...(body.length > 0 && { body: recordBody(body) }) });
  }
}

function socketTo({ protocol, hostname, port }: URL, { ca, allowUntrusted }: Trust = {}): Socket {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (protocol !== "mqtts:") return connect({ host, port: Number(port || defaultMqttPort) });
  const trust = { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: allowUntrusted !== true };
  return connectSecurely({ host, port: Number(port || defaultMqttsPort), ...trust });
}

function textOf({ type, flags }: MqttPacket, message: MqttMessage | undefined): string {
  if (message === undefined) return flags === 0 ? type : `${type} flags ${flags}`;
  return `PUBLISH ${message.topic} QoS ${message.qos}${message.isRetained ? " retained" : ""}`;
}
