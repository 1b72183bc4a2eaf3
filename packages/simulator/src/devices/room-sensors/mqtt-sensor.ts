import { UsageError } from "@thingwright/errors";
import type { SimulatedDevice, Site, StartOptions } from "../../device.js";
import { DeliveryChannel } from "../../faults/delivery-channel.js";
import { FaultInjector } from "../../faults/fault-injector.js";
import { mistyped } from "../../faults/mistyped.js";
import { MqttLink } from "../../net/mqtt-link.js";
import { type Cancel, every } from "../../time/simulated-clock.js";
import { RadioModule } from "./radio-module.js";
import type { SensorModel } from "./sensor-model.js";
import { SensorSettings } from "./sensor-settings.js";

export interface MqttSensorOptions {
  /** The sensor's friendly name: one or more topic levels without wildcards. */
  readonly name: string;
  readonly model: SensorModel;
  readonly mqttUrl: string;
  /** Default `zb`. */
  readonly baseTopic?: string;
  /** Whether the broker keeps the last state for whoever subscribes later. Default true. */
  readonly retainState?: boolean;
  /** Longer payloads on `set` and `get` are refused. Default 2048. */
  readonly maxPayloadBytes?: number;
  readonly reconnectMs?: number;
}

/**
 * A battery sensor behind an MQTT broker. It publishes JSON on `<base>/<name>`, its availability on
 * `<base>/<name>/availability`, listens on `<base>/<name>/set` and `…/get`, and complains on `<base>/bridge/logging`.
 */
export class MqttSensor implements SimulatedDevice {
  readonly id: string;
  readonly kind: string;
  readonly protocol = "mqtt";
  readonly faults: FaultInjector;
  readonly stateTopic: string;
  readonly settings: SensorSettings;
  readonly #site: Site;
  readonly #options: MqttSensorOptions;
  readonly #link: MqttLink;
  readonly #radio: RadioModule;
  readonly #measure: () => Record<string, unknown>;
  #channel: DeliveryChannel;
  #lastReported: Readonly<Record<string, unknown>> = {};
  #cancels: Cancel[] = [];

  /** @throws {UsageError} WOT_ARGUMENT if the name cannot stand in a topic or the URL is none of a broker */
  constructor(site: Site, options: MqttSensorOptions) {
    const { name, model, mqttUrl, baseTopic = "zb" } = options;
    if (!/^[^+#\0]+$/.test(name)) throw new UsageError("WOT_ARGUMENT", `"${name}" cannot be part of an MQTT topic`);
    this.id = name;
    this.kind = model.kind;
    this.stateTopic = `${baseTopic}/${name}`;
    this.#site = site;
    this.#options = options;
    this.settings = new SensorSettings(model.rules);
    this.faults = new FaultInjector({ clock: site.clock, random: site.randomFor(`${name} faults`) });
    this.#channel = new DeliveryChannel(this.faults);
    this.#radio = new RadioModule(site.clock, site.randomFor(`${name} radio`));
    const random = site.randomFor(`${name} noise`);
    this.#measure = () =>
      model.measure({ room: site.room.state, nowMs: site.clock.nowMs(), settings: this.settings, random });
    this.#link = new MqttLink({
      url: mqttUrl,
      clientId: `simulated-${baseTopic}-${name}`,
      will: { topic: `${this.stateTopic}/availability`, payload: '{"state":"offline"}' },
      subscriptions: [`${this.stateTopic}/set`, `${this.stateTopic}/get`],
      onMessage: (topic, payload) => this.#receive(topic, payload),
      onOnline: () => this.#announce(),
      ...(options.reconnectMs === undefined ? {} : { reconnectMs: options.reconnectMs }),
    });
  }

  async start(options: StartOptions = {}): Promise<void> {
    await this.#link.open({ signal: options.signal, timeoutMs: options.timeoutMs ?? 10_000 });
    this.#channel = new DeliveryChannel(this.faults);
    const { model } = this.#options;
    this.#cancels = [
      every(this.#site.clock, model.reportEveryMs, () => this.#report(this.#measure())),
      this.#site.room.onStep(() => this.#reportChange()),
      this.faults.onChange((name, enabled) => {
        if (name !== "offline") return;
        if (enabled) this.#link.cut();
        else this.#link.resume();
      }),
    ];
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    this.#channel.close();
    this.#link.publish(`${this.stateTopic}/availability`, '{"state":"offline"}', true);
    await this.#link.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #announce(): void {
    this.#link.publish(`${this.stateTopic}/availability`, '{"state":"online"}', true);
    this.#report(this.#measure());
  }

  #reportChange(): void {
    const { reportsChangeOf } = this.#options.model;
    if (reportsChangeOf.length === 0) return;
    const measured = this.#measure();
    if (reportsChangeOf.some((field) => measured[field] !== this.#lastReported[field])) this.#report(measured);
  }

  #report(measured: Record<string, unknown>): void {
    this.#lastReported = measured;
    const payload = this.#encode({ ...measured, ...this.settings.document(), ...this.#radio.document() });
    this.#channel.deliver(() => this.#link.publish(this.stateTopic, payload, this.#options.retainState ?? true));
  }

  #encode(state: Record<string, unknown>): string | Buffer {
    if (this.faults.isEnabled("garbage")) return this.faults.garbage();
    return JSON.stringify(this.faults.isEnabled("wrong-type") ? mistyped(state) : state);
  }

  #receive(topic: string, payload: Buffer): void {
    const change = payload.length <= (this.#options.maxPayloadBytes ?? 2048) ? jsonObject(payload) : undefined;
    if (change === undefined) this.#complain("the payload is not a small JSON object");
    else if (topic.endsWith("/get")) this.#report(this.#measure());
    else {
      const complaints = this.settings.apply(change);
      for (const complaint of complaints.slice(0, 8)) this.#complain(complaint);
      if (complaints.length < Object.keys(change).length) this.#report(this.#measure());
    }
  }

  #complain(complaint: string): void {
    const { baseTopic = "zb", name } = this.#options;
    const message = JSON.stringify({ level: "error", message: `${name}: ${complaint}` });
    this.#channel.deliver(() => this.#link.publish(`${baseTopic}/bridge/logging`, message, false));
  }
}

function jsonObject(payload: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(payload.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
