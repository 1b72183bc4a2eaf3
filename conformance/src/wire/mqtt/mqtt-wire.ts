import { RememberedExchanges } from "../remembered-exchanges.js";
import type { Wire, WireContext } from "../wire.js";
import type { MqttExchange, MqttRequest } from "./mqtt-exchange.js";
import { mqttExchange } from "./mqtt-probe.js";

/** How a Thing is asked over MQTT 3.1.1, TCP without TLS. Only subscribes. Nothing rejects. */
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
    const { url, filter, qos } = request;
    return this.#remembered.ask(JSON.stringify([url, filter, qos]), () => this.askAgain(request));
  }

  /** Tries a subscription, also when it was tried before. */
  async askAgain(request: MqttRequest): Promise<MqttExchange> {
    const { pace, signal } = this.#context;
    await pace.turn(URL.canParse(request.url) ? new URL(request.url).host : request.url, signal);
    return mqttExchange(request, signal, this.#context);
  }

  async replay(record: unknown): Promise<MqttExchange | undefined> {
    const { wire, url, filter, qos } = Object(record) as Readonly<Record<string, unknown>>;
    if (wire !== "mqtt" || typeof url !== "string" || typeof filter !== "string") return undefined;
    return this.askAgain({ url, filter, qos: qos === 1 || qos === 2 ? qos : 0 });
  }

  /** Each exchange has a connection of its own, which ends with it. */
  async close(): Promise<void> {}
}
