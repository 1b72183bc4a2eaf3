import type { Codec } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { SimulatedDevice, Site, StartOptions } from "../../device.js";
import { FaultInjector } from "../../faults/fault-injector.js";
import { mistyped } from "../../faults/mistyped.js";
import type { Carrier, CarrierContext } from "./carrier.js";
import { CoapCarrier } from "./coap-carrier.js";
import { HttpCarrier } from "./http-carrier.js";
import { ModbusCarrier } from "./modbus-carrier.js";
import { MqttCarrier } from "./mqtt-carrier.js";
import type { RecordedNotification, RecordedPayload, RecordedProtocol, Recording } from "./recording.js";
import { ScenePlayer } from "./scene-player.js";

export interface RecordedDeviceOptions {
  readonly id: string;
  readonly recording: Recording;
  /** The broker: `mqtt://host:port`, or `mqtts`, `ws`, `wss`. Needed where the recording has messages of MQTT. */
  readonly mqttUrl?: string;
  /** Where its own servers listen. Default 127.0.0.1. */
  readonly address?: string;
  /** Ports of its own servers, by the placeholder of their URL. Default 0: any free one. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Longer payloads are not looked at. Default 8192. */
  readonly maxPayloadBytes?: number;
  /** What the state may grow to, as JSON; a change beyond it is not made. Default 65 536. */
  readonly maxStateBytes?: number;
  /** Steps that may wait for their time; more are left out. Default 1000. */
  readonly maxWaitingSteps?: number;
  readonly reconnectMs?: number;
  /** Of payloads that the recording has as values; none by default. */
  readonly codecs?: readonly Codec[];
  /** Hears, in words, of each request and message that the recording has no answer to. */
  readonly unrecorded?: (what: string) => void;
}

const carriers: Readonly<Record<Exclude<RecordedProtocol, "mqtt">, new (context: CarrierContext) => Carrier>> = {
  http: HttpCarrier,
  coap: CoapCarrier,
  "modbus+tcp": ModbusCarrier,
};

/**
 * Plays a device from the recording of its traffic: says what the device says by itself, remembers what it was told, and
 * answers as the device does. A recording is a document (README.md, "Recorded devices"): no code per device.
 */
export class RecordedDevice implements SimulatedDevice {
  readonly id: string;
  readonly kind = "recorded";
  /** Of its first server. */
  readonly protocol: string;
  readonly faults: FaultInjector;
  /** URLs of its servers, by their placeholder. Known once started. */
  readonly urls = new Map<string, string>();
  readonly #player: ScenePlayer;
  readonly #mqtt: { readonly name: string; readonly carrier: MqttCarrier } | undefined;
  readonly #carriers = new Map<string, Carrier>();

  /** @throws {UsageError} WOT_ARGUMENT if a broker is needed and none is named, or a codec is missing that the recording needs */
  constructor({ clock, randomFor }: Pick<Site, "clock" | "randomFor">, options: RecordedDeviceOptions) {
    const { id, recording, maxStateBytes = 65_536, maxWaitingSteps = 1000, codecs = [] } = options;
    this.id = id;
    this.protocol = recording.servers.values().next().value ?? "mqtt";
    this.faults = new FaultInjector({ clock, random: randomFor(`${id} faults`) });
    this.#player = new ScenePlayer({
      clock,
      recording,
      codecs,
      maxStateBytes,
      maxWaitingSteps,
      urls: this.urls,
      voice: {
        publish: (message) => this.#mqtt?.carrier.publish(message, this.#encode(message)),
        notify: (notification) => this.#notify(notification),
      },
    });
    for (const [name, protocol] of recording.servers) {
      if (protocol === "mqtt") this.#mqtt = { name, carrier: this.#broker(name, options) };
      else this.#carriers.set(name, new carriers[protocol](this.#contextOf(name, options)));
    }
  }

  /** What the device remembers now. */
  get state(): Readonly<Record<string, unknown>> {
    return this.#player.state;
  }

  async start(options: StartOptions = {}): Promise<void> {
    for (const [name, carrier] of this.#carriers) this.urls.set(name, await carrier.start(options));
    if (this.#mqtt === undefined) this.#player.begin();
    else this.urls.set(this.#mqtt.name, await this.#mqtt.carrier.start(options));
  }

  async stop(): Promise<void> {
    this.#player.halt();
    await this.#mqtt?.carrier.stop();
    for (const carrier of this.#carriers.values()) await carrier.stop();
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
    this.#player.cue(name);
  }

  #broker(name: string, options: RecordedDeviceOptions): MqttCarrier {
    const { id, recording, mqttUrl, maxPayloadBytes = 8192, reconnectMs, unrecorded = () => {} } = options;
    if (mqttUrl === undefined) throw new UsageError("WOT_ARGUMENT", `the recording needs a broker for ${name}`);
    return new MqttCarrier({
      url: mqttUrl,
      clientId: `recorded-${id}`,
      recording,
      player: this.#player,
      faults: this.faults,
      maxPayloadBytes,
      reconnectMs,
      unrecorded,
    });
  }

  #contextOf(name: string, options: RecordedDeviceOptions): CarrierContext {
    const { recording, address = "127.0.0.1", ports = {}, maxPayloadBytes = 8192, unrecorded = () => {} } = options;
    return {
      name,
      player: this.#player,
      faults: this.faults,
      address,
      port: Object.hasOwn(ports, name) ? (ports[name] as number) : 0,
      maxPayloadBytes,
      exchanges: recording.exchanges.filter(({ request }) => (request.server ?? name) === name),
      unrecorded,
      encode: (payload) => this.#encode(payload),
    };
  }

  #notify(notification: RecordedNotification): void {
    const { server } = notification;
    for (const [name, carrier] of this.#carriers) if ((server ?? name) === name) carrier.notify(notification);
  }

  #encode(payload: RecordedPayload): Buffer {
    if (this.faults.isEnabled("garbage")) return this.faults.garbage();
    if (!this.faults.isEnabled("wrong-type") || payload.value !== undefined)
      return this.#player.payloads.bytesOf(payload);
    const { json } = payload;
    const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
    return Buffer.from(isObject ? JSON.stringify(mistyped(json as Record<string, unknown>)) : "[]");
  }
}
