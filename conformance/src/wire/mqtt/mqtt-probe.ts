import { connect, type Socket } from "node:net";
import type { ProbeLimits } from "../probe-limits.js";
import { recordBody } from "../recorded-body.js";
import type { ProbeProblem, TranscriptLine } from "../wire.js";
import { type MqttExchange, type MqttRequest, mosquittoSubFor } from "./mqtt-exchange.js";
import {
  connectPacket,
  disconnectPacket,
  encodePacket,
  type MqttMessage,
  type MqttPacket,
  messageOf,
  PacketReader,
  packetIdOf,
  pingPacket,
  pubackPacket,
  subscribePacket,
  unsubscribePacket,
} from "./mqtt-packet.js";

/** How long messages are waited for once a subscription is granted, and an answer to PINGREQ, in milliseconds. */
export const retainedMs = 1_000;
export const defaultMqttPort = 1883;
/** Most messages of one exchange that are kept. */
const mostMessages = 20;
/** Most lines of a transcript. */
const mostLines = 60;

export interface MqttProbeContext {
  readonly limits: ProbeLimits;
  readonly now: () => number;
  readonly random: () => number;
}

/**
 * Connects by MQTT 3.1.1, subscribes, takes what the broker has retained, asks whether it is there, and takes the
 * subscription back. Never rejects.
 */
export async function mqttExchange(
  request: MqttRequest,
  signal: AbortSignal,
  context: MqttProbeContext,
): Promise<MqttExchange> {
  const startedMs = context.now();
  const about = { wire: "mqtt", target: request.url, startedMs, reproduce: mosquittoSubFor(request), request } as const;
  if (!/^mqtt:\/\//i.test(request.url) || !URL.canParse(request.url)) {
    const problem: ProbeProblem = { kind: "unsendable", message: "it is no address of mqtt" };
    return { ...about, durationMs: 0, transcript: [], messages: [], problem };
  }
  const visit = new Visit(request, context, startedMs);
  const found = await visit.run(signal);
  const replay = { wire: "mqtt", ...request };
  return { ...about, durationMs: context.now() - startedMs, transcript: visit.transcript, replay, ...found };
}

type Found = Omit<
  MqttExchange,
  "wire" | "target" | "startedMs" | "durationMs" | "transcript" | "reproduce" | "request"
>;

/** One connection. Each step waits for its answer, or for its time. */
class Visit {
  readonly transcript: TranscriptLine[] = [];
  readonly #request: MqttRequest;
  readonly #context: MqttProbeContext;
  readonly #startedMs: number;
  readonly #reader = new PacketReader();
  readonly #messages: MqttMessage[] = [];
  readonly #packetId: number;
  #socket: Socket | undefined;
  #hear: (packet: MqttPacket) => void = () => {};
  #problem: ProbeProblem | undefined;
  #fail: (problem: ProbeProblem) => void = () => {};

  constructor(request: MqttRequest, context: MqttProbeContext, startedMs: number) {
    this.#request = request;
    this.#context = context;
    this.#startedMs = startedMs;
    this.#packetId = 1 + Math.floor(context.random() * 60_000);
  }

  async run(signal: AbortSignal): Promise<Found> {
    const abort = (): void => this.#fail({ kind: "aborted", message: "the run has ended" });
    if (signal.aborted) return { messages: [], problem: { kind: "aborted", message: "the run has ended" } };
    signal.addEventListener("abort", abort, { once: true });
    try {
      return await this.#steps();
    } finally {
      signal.removeEventListener("abort", abort);
      this.#socket?.destroy();
    }
  }

  async #steps(): Promise<Found> {
    const { filter, qos } = this.#request;
    const { requestTimeoutMs } = this.#context.limits;
    const done = (found: Partial<Found>): Found => ({
      messages: this.#messages,
      ...found,
      ...(this.#problem !== undefined && { problem: this.#problem }),
    });
    this.#open();
    const accepted = await this.#ask(connectPacket(`probe${this.#packetId}`), "CONNACK", requestTimeoutMs);
    if (accepted === undefined) return done({});
    const connack = { returnCode: accepted.body[1] ?? 0xff, isSessionPresent: (accepted.body[0]! & 1) === 1 };
    if (connack.returnCode !== 0) return done({ connack });
    const granted = await this.#ask(subscribePacket(this.#packetId, filter, qos), "SUBACK", requestTimeoutMs);
    if (granted === undefined) return done({ connack });
    const suback = { isOurs: packetIdOf(granted) === this.#packetId, codes: [...granted.body.subarray(2)] };
    await this.#until(() => this.#messages.length > 0, retainedMs);
    const pong = await this.#ask(pingPacket, "PINGRESP", retainedMs, false);
    const isPingAnswered = pong !== undefined;
    const isUnsubscribed =
      (await this.#ask(unsubscribePacket(this.#packetId + 1, filter), "UNSUBACK", retainedMs, false)) !== undefined;
    this.#send(disconnectPacket);
    return done({ connack, suback, isPingAnswered, isUnsubscribed });
  }

  #open(): void {
    const { hostname, port } = new URL(this.#request.url);
    const host = hostname.replace(/^\[|\]$/g, "");
    const socket = connect({ host, port: port === "" ? defaultMqttPort : Number(port) });
    this.#socket = socket;
    socket.on("data", (bytes) => this.#take(bytes));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      const message = error.code === "ECONNREFUSED" ? "nobody listens there" : error.message;
      this.#fail({ kind: error.code === "ECONNRESET" ? "cut" : "unreachable", message });
    });
    socket.on("close", () => this.#fail({ kind: "cut", message: "the connection was closed" }));
  }

  #take(bytes: Uint8Array): void {
    const packets = this.#reader.push(bytes, this.#context.limits.maxBodyBytes);
    if (packets === undefined) {
      this.#note("received", `${bytes.length} bytes that are no MQTT, or too many`, bytes);
      this.#fail({ kind: "not-mqtt", message: "what came is no MQTT, or longer than maxBodyBytes" });
      return;
    }
    for (const each of packets) {
      const message = each.type === "PUBLISH" ? messageOf(each) : undefined;
      this.#note("received", textOf(each, message), message?.payload ?? each.body);
      if (message !== undefined) this.#deliver(message);
      this.#hear(each);
    }
  }

  #deliver(message: MqttMessage): void {
    if (this.#messages.length < mostMessages) this.#messages.push(message);
    if (message.qos === 1) this.#send(pubackPacket(message.packetId!));
  }

  /** The answer to `packet`; `undefined` when none comes in time, which is a problem unless it need not come. */
  #ask(packet: MqttPacket, type: MqttPacket["type"], forMs: number, isNeeded = true): Promise<MqttPacket | undefined> {
    let answer: MqttPacket | undefined;
    const heard = this.#until(
      () => answer !== undefined,
      forMs,
      (each) => {
        if (each.type === type) answer = each;
      },
    );
    this.#send(packet);
    return heard.then(() => {
      if (answer === undefined && isNeeded) {
        this.#problem ??= { kind: "timeout", message: `no ${type} within ${forMs} ms` };
      }
      return answer;
    });
  }

  /** Waits until `holds`, or the time is up, or something is wrong. */
  #until(holds: () => boolean, forMs: number, hear: (packet: MqttPacket) => void = () => {}): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#hear = () => {};
        this.#fail = (problem) => {
          this.#problem ??= problem;
        };
        resolve();
      };
      const timer = setTimeout(end, forMs);
      this.#hear = (packet) => {
        hear(packet);
        if (holds()) end();
      };
      this.#fail = (problem) => {
        this.#problem ??= problem;
        end();
      };
      if (holds() || this.#problem !== undefined) end();
    });
  }

  #send(packet: MqttPacket): void {
    if (this.#problem !== undefined) return;
    this.#note("sent", textOf(packet, undefined), packet.type === "CONNECT" ? new Uint8Array(0) : packet.body);
    this.#socket?.write(encodePacket(packet));
  }

  #note(direction: TranscriptLine["direction"], text: string, body: Uint8Array): void {
    if (this.transcript.length >= mostLines) return;
    const atMs = this.#context.now() - this.#startedMs;
    this.transcript.push({ direction, atMs, text, ...(body.length > 0 && { body: recordBody(body) }) });
  }
}

function textOf({ type, flags }: MqttPacket, message: MqttMessage | undefined): string {
  if (message === undefined) return flags === 0 ? type : `${type} flags ${flags}`;
  return `PUBLISH ${message.topic} QoS ${message.qos}${message.isRetained ? " retained" : ""}`;
}
