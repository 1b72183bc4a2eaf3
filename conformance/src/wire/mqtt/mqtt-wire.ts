import type { Change, ChangeLedger } from "../change.js";
import { RememberedExchanges } from "../remembered-exchanges.js";
import type { Wire, WireContext } from "../wire.js";
import type { MqttExchange, MqttPublication, MqttPublished, MqttRequest } from "./mqtt-exchange.js";
import { mosquittoFor } from "./mqtt-exchange.js";
import { mqttExchange, mqttPublish, mqttSubscription } from "./mqtt-probe.js";
import type { MqttSession } from "./mqtt-session.js";

/** A {@link Change} over MQTT: what restores it asks over a wire of its own, which may change what it likes. */
export interface MqttChange extends Omit<Change, "restore"> {
  readonly restore?: (mqtt: MqttWire) => Promise<string | undefined>;
}

/** How a Thing is asked over MQTT 3.1.1 and 5, TCP and TLS. Nothing rejects. */
export class MqttWire implements Wire {
  readonly #context: WireContext;
  readonly #remembered = new RememberedExchanges<MqttExchange>(({ messages }) =>
    messages.reduce((sum, { payload }) => sum + payload.length, 1_024),
  );

  constructor(context: WireContext) {
    this.#context = context;
  }

  /** Tries a subscription, or returns what came of the same one before. */
  ask(request: MqttRequest): Promise<MqttExchange> {
    const { url, filter, qos, version } = request;
    return this.#remembered.ask(JSON.stringify([url, filter, qos, version]), () => this.askAgain(request));
  }

  /** Tries a subscription, also when it was tried before. */
  async askAgain(request: MqttRequest): Promise<MqttExchange> {
    await this.#turn(request.url);
    return await mqttExchange(request, this.#context.signal, this.#context);
  }

  /** Publishes a message, when the ledger allows it. What was remembered is forgotten. */
  async publish(publication: MqttPublication, { restore, ...about }: MqttChange): Promise<MqttPublished> {
    const { ledger, now, signal } = this.#context;
    const entry = restore === undefined ? about : { ...about, restore: this.#restorer(restore) };
    const refusal = ledger.enter(entry);
    if (refusal !== undefined) return refused(publication, refusal, now());
    await this.#turn(publication.url);
    return await mqttPublish(publication, signal, this.#context).finally(() => this.#remembered.clear());
  }

  /** Subscribes and stays; `undefined` where the broker does not let it. */
  async subscribe(request: MqttRequest): Promise<MqttSession | undefined> {
    await this.#turn(request.url);
    return await mqttSubscription(request, this.#context.signal, this.#context);
  }

  /** Longest wait for a change to show, in milliseconds. */
  get effectTimeoutMs(): number {
    return this.#context.limits.effectTimeoutMs;
  }

  async replay(record: unknown): Promise<MqttExchange | MqttPublished | undefined> {
    const { wire, url, filter, topic, payload, qos, isRetained, version } = Object(record) as Replayed;
    if (wire !== "mqtt" || typeof url !== "string") return undefined;
    if (typeof topic === "string" && Array.isArray(payload)) {
      const bytes = Uint8Array.from(payload.map(Number));
      const publication = {
        url,
        topic,
        payload: bytes,
        qos: qos === 1 ? 1 : 0,
        isRetained: isRetained === true,
      } as const;
      return await this.publish(publication, { safety: "write", effect: `publishes to ${topic} again` });
    }
    if (typeof filter !== "string") return undefined;
    const level = version === 5 ? { version: 5 as const } : {};
    return await this.askAgain({ url, filter, qos: qos === 1 || qos === 2 ? qos : 0, ...level });
  }

  /** Each exchange has a connection of its own, which ends with it. */
  async close(): Promise<void> {}

  async #turn(url: string): Promise<void> {
    await this.#context.pace.turn(URL.canParse(url) ? new URL(url).host : url, this.#context.signal);
  }

  #restorer(restore: NonNullable<MqttChange["restore"]>): NonNullable<Change["restore"]> {
    return async (signal) => {
      const ledger: ChangeLedger = { enter: () => undefined, settle: async () => {} };
      const result = await restore(new MqttWire({ ...this.#context, signal, ledger }));
      this.#remembered.clear();
      return result;
    };
  }
}

/** What {@link Exchange.replay} may hold. */
type Replayed = Readonly<Record<string, unknown>>;

function refused(publication: MqttPublication, message: string, startedMs: number): MqttPublished {
  return {
    ...{ wire: "mqtt", target: publication.url, startedMs, durationMs: 0, publication, isTaken: false },
    transcript: [{ direction: "note", atMs: 0, text: message }],
    reproduce: mosquittoFor(publication),
    problem: { kind: "unsendable", message },
  };
}
