import type { StartOptions } from "../../device.js";
import { DeliveryChannel } from "../../faults/delivery-channel.js";
import type { FaultInjector } from "../../faults/fault-injector.js";
import { MqttLink } from "../../net/mqtt-link.js";
import type { RecordedMessage, Recording } from "./recording.js";
import type { ScenePlayer } from "./scene-player.js";
import { topicMatches } from "./topic-filter.js";

/** What a device's connection to its broker works with. */
export interface MqttCarrierOptions {
  readonly url: string;
  readonly clientId: string;
  readonly recording: Recording;
  readonly player: ScenePlayer;
  readonly faults: FaultInjector;
  readonly maxPayloadBytes: number;
  readonly reconnectMs?: number | undefined;
  readonly unrecorded: (what: string) => void;
}

/** A recorded device's connection to its broker: begins its scenes whenever it connects. */
export class MqttCarrier {
  readonly #options: MqttCarrierOptions;
  readonly #link: MqttLink;
  #channel: DeliveryChannel;
  #unsubscribe: () => void = () => {};

  /** @throws {UsageError} WOT_ARGUMENT if the URL is none of a broker, or a codec is missing that the will needs */
  constructor(options: MqttCarrierOptions) {
    this.#options = options;
    const { url, clientId, recording, player, faults, reconnectMs } = options;
    const { will } = recording;
    this.#channel = new DeliveryChannel(faults);
    this.#link = new MqttLink({
      url,
      clientId,
      will: will && { topic: will.topic, payload: player.payloads.bytesOf(will), retain: will.retain ?? true },
      subscriptions: [...new Set(recording.reactions.map(({ on }) => on))],
      onMessage: (topic, payload) => this.#receive(topic, payload),
      onOnline: () => player.begin(),
      ...(reconnectMs === undefined ? {} : { reconnectMs }),
    });
  }

  async start({ signal, timeoutMs = 10_000 }: StartOptions): Promise<string> {
    const { faults, player, url } = this.#options;
    this.#channel = new DeliveryChannel(faults);
    await this.#link.open({ signal, timeoutMs });
    this.#unsubscribe = faults.onChange((name, enabled) => {
      if (name !== "offline") return;
      if (enabled) player.halt();
      if (enabled) this.#link.cut();
      else this.#link.resume();
    });
    return url;
  }

  publish(message: RecordedMessage, payload: Buffer): void {
    const { topic, qos, retain = false } = message;
    if (!/^[^+#\0]+$/.test(topic)) return; // A peer named a topic that cannot be published to.
    this.#channel.deliver(() => this.#link.publish(topic, payload, retain, qos));
  }

  /** Disconnects in order, after saying itself what its will would have said. */
  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#channel.close();
    const { recording, player } = this.#options;
    const { will } = recording;
    if (will !== undefined) this.#link.publish(will.topic, player.payloads.bytesOf(will), will.retain ?? true);
    await this.#link.close();
  }

  #receive(topic: string, bytes: Buffer): void {
    const { player, recording, maxPayloadBytes, unrecorded } = this.#options;
    if (bytes.length > maxPayloadBytes) return;
    const scenes = recording.reactions.filter(({ on }) => topicMatches(on, topic));
    if (!player.react(scenes, bytes, { topic: topic.split("/") })) unrecorded(`a message on ${topic}`);
  }
}
