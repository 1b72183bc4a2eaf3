import type { Codec } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { SimulatedDevice, Site, StartOptions } from "../../device.js";
import { DeliveryChannel } from "../../faults/delivery-channel.js";
import { FaultInjector } from "../../faults/fault-injector.js";
import { mistyped } from "../../faults/mistyped.js";
import { MqttLink } from "../../net/mqtt-link.js";
import { type Cancel, every } from "../../time/simulated-clock.js";
import { DeviceMemory } from "./device-memory.js";
import type { RecordedMessage, Recording, Scene, Step } from "./recording.js";
import { fillReferences, fillText } from "./template.js";
import { topicMatches } from "./topic-filter.js";

export interface RecordedDeviceOptions {
  readonly id: string;
  readonly recording: Recording;
  /** The broker: `mqtt://host:port`, or `mqtts`, `ws`, `wss`. */
  readonly mqttUrl: string;
  /** Longer payloads are not looked at. Default 8192. */
  readonly maxPayloadBytes?: number;
  /** What the state may grow to, as JSON; a change beyond it is not made. Default 65 536. */
  readonly maxStateBytes?: number;
  /** Steps that may wait for their time; more are left out. Default 1000. */
  readonly maxWaitingSteps?: number;
  readonly reconnectMs?: number;
  /** Of payloads that the recording has as values; none by default. */
  readonly codecs?: readonly Codec[];
}

/**
 * Plays a device from the recording of its traffic over MQTT: says what the device says by itself, remembers what it was
 * told, and answers as the device does. A recording is a document (README.md, "Recorded devices"): no code per device.
 */
export class RecordedDevice implements SimulatedDevice {
  readonly id: string;
  readonly kind = "recorded";
  readonly protocol = "mqtt";
  readonly faults: FaultInjector;
  readonly #clock: Site["clock"];
  readonly #recording: Recording;
  readonly #maxPayloadBytes: number;
  readonly #maxWaitingSteps: number;
  readonly #memory: DeviceMemory;
  readonly #link: MqttLink;
  #channel: DeliveryChannel;
  #unsubscribe: () => void = () => {};
  #running: Cancel[] = [];
  readonly #waiting = new Set<Cancel>();
  readonly #codecs: readonly Codec[];

  /** @throws {UsageError} WOT_ARGUMENT if the URL is none of a broker, or a codec is missing that the recording needs */
  constructor({ clock, randomFor }: Pick<Site, "clock" | "randomFor">, options: RecordedDeviceOptions) {
    const { id, recording, mqttUrl, maxPayloadBytes = 8192, maxStateBytes = 65_536, maxWaitingSteps = 1000 } = options;
    this.id = id;
    this.#clock = clock;
    this.#recording = recording;
    this.#codecs = options.codecs ?? [];
    this.#maxPayloadBytes = maxPayloadBytes;
    this.#maxWaitingSteps = maxWaitingSteps;
    this.#memory = new DeviceMemory(recording.state, maxStateBytes);
    this.faults = new FaultInjector({ clock, random: randomFor(`${id} faults`) });
    this.#channel = new DeliveryChannel(this.faults);
    const { will } = recording;
    this.#link = new MqttLink({
      url: mqttUrl,
      clientId: `recorded-${id}`,
      will: will && { topic: will.topic, payload: this.#bytesOf(will), retain: will.retain ?? true },
      subscriptions: [...new Set(recording.reactions.map(({ on }) => on))],
      onMessage: (topic, payload) => this.#receive(topic, payload),
      onOnline: () => this.#begin(),
      ...(options.reconnectMs === undefined ? {} : { reconnectMs: options.reconnectMs }),
    });
  }

  /** What the device remembers now. */
  get state(): Readonly<Record<string, unknown>> {
    return this.#memory.state;
  }

  async start(options: StartOptions = {}): Promise<void> {
    this.#channel = new DeliveryChannel(this.faults);
    await this.#link.open({ signal: options.signal, timeoutMs: options.timeoutMs ?? 10_000 });
    this.#unsubscribe = this.faults.onChange((name, enabled) => {
      if (name !== "offline") return;
      if (enabled) this.#halt();
      if (enabled) this.#link.cut();
      else this.#link.resume();
    });
  }

  /** Disconnects in order, after saying itself what its will would have said. */
  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#halt();
    this.#channel.close();
    const { will } = this.#recording;
    if (will !== undefined) this.#link.publish(will.topic, this.#bytesOf(will), will.retain ?? true);
    await this.#link.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /**
   * Does at the device what the recording calls `name`.
   *
   * @throws {UsageError} WOT_ARGUMENT when the recording knows no such thing
   */
  cue(name: string): void {
    const scene = this.#recording.cues.get(name);
    if (scene === undefined) throw new UsageError("WOT_ARGUMENT", `the recording has no cue "${name}"`);
    this.#play(scene, {});
  }

  #begin(): void {
    this.#halt();
    const { timeline, periodic } = this.#recording;
    for (const scene of timeline) this.#later(scene.atMs, () => this.#play(scene, {}));
    this.#running = periodic.map((scene) => every(this.#clock, scene.everyMs, () => this.#play(scene, {})));
  }

  #halt(): void {
    for (const cancel of this.#running.splice(0)) cancel();
    for (const cancel of this.#waiting) cancel();
    this.#waiting.clear();
  }

  #receive(topic: string, bytes: Buffer): void {
    if (bytes.length > this.#maxPayloadBytes) return;
    const text = bytes.toString("utf8");
    for (const reaction of this.#recording.reactions) {
      if (!topicMatches(reaction.on, topic) || !this.#memory.matches(reaction.if, this.state)) continue;
      const payload = reaction.contentType === undefined ? parsed(text) : this.#decoded(bytes, reaction.contentType);
      if (payload === undefined || !this.#memory.matches(reaction.payload, payload)) continue;
      this.#play(reaction, { topic: topic.split("/"), payload, text, parts: text.split(",").map(parsed) });
      return;
    }
  }

  #play({ steps }: Scene, heard: object, from = 0): void {
    for (let index = from; index < steps.length; index += 1) {
      const { afterMs = 0, ...step } = steps[index] as Step;
      if (afterMs > 0) {
        const rest = [step, ...steps.slice(index + 1)];
        this.#later(afterMs, () => this.#play({ line: 0, steps: rest }, heard));
        return;
      }
      this.#carryOut(step, heard);
    }
  }

  #carryOut(step: Step, heard: object): void {
    if (!this.#memory.matches(step.if, this.state)) return;
    if (step.set !== undefined) this.#memory.merge(fillReferences(step.set, { ...heard, state: this.state }));
    if (step.count !== undefined) this.#memory.merge(counted(this.state, step.count));
    if (step.topic === undefined) return;
    const message = filled(step as RecordedMessage, { ...heard, state: this.state });
    const payload = this.#encode(message);
    if (!/^[^+#\0]+$/.test(message.topic)) return; // A peer named a topic that cannot be published to.
    this.#channel.deliver(() => this.#link.publish(message.topic, payload, message.retain ?? false, message.qos));
  }

  #encode(message: RecordedMessage): string | Buffer {
    if (this.faults.isEnabled("garbage")) return this.faults.garbage();
    if (!this.faults.isEnabled("wrong-type") || message.value !== undefined) return this.#bytesOf(message);
    const { json } = message;
    const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
    return isObject ? JSON.stringify(mistyped(json as Record<string, unknown>)) : "[]";
  }

  #bytesOf({ text, json, hex, value, contentType = "" }: RecordedMessage): Buffer {
    if (text !== undefined) return Buffer.from(text);
    if (hex !== undefined) return Buffer.from(hex, "hex");
    if (value === undefined) return Buffer.from(JSON.stringify(json ?? null));
    return Buffer.from(this.#codec(contentType).encode(value, undefined, new Map()));
  }

  /** `undefined` for what is no content of the type: the device does not understand it. */
  #decoded(bytes: Uint8Array, contentType: string): unknown {
    try {
      return this.#codec(contentType).decode(bytes, undefined, new Map());
    } catch {
      return undefined;
    }
  }

  #codec(contentType: string): Codec {
    const codec = this.#codecs.find(({ mediaTypes }) => mediaTypes.includes(contentType));
    if (codec !== undefined) return codec;
    throw new UsageError("WOT_ARGUMENT", `the recording needs a codec for ${contentType}`);
  }

  #later(delayMs: number, task: () => void): void {
    if (delayMs === 0) {
      task();
      return;
    }
    if (this.#waiting.size >= this.#maxWaitingSteps) return;
    const cancel = this.#clock.schedule(delayMs, () => {
      this.#waiting.delete(cancel);
      task();
    });
    this.#waiting.add(cancel);
  }
}

/** `message` with all that it refers to; whatever that is, topic and text are texts. */
function filled(
  { topic, text, json, hex, value, contentType, qos = 0, retain = false }: RecordedMessage,
  context: object,
): RecordedMessage {
  return {
    topic: fillText(topic, context),
    qos,
    retain,
    ...(text !== undefined && { text: fillText(text, context) }),
    ...(json !== undefined && { json: fillReferences(json, context) }),
    ...(hex !== undefined && { hex: fillText(hex, context) }),
    ...(value !== undefined && { value: fillReferences(value, context) }),
    ...(contentType !== undefined && { contentType }),
  };
}

/** One more of each, or 0 where that would be the limit. */
function counted(state: Readonly<Record<string, unknown>>, limits: Readonly<Record<string, number>>): object {
  const entries = Object.entries(limits).map(([name, limit]) => [name, (Number(state[name] ?? 0) + 1) % limit]);
  return Object.fromEntries(entries);
}

/** The value of JSON text, otherwise the text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
