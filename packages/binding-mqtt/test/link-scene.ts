import { FakeClock, settled } from "@thingwright/contract-tests";
import { BrokerConnection, type ConnectionOptions } from "../src/connection/broker-connection.js";
import { Deadline } from "../src/connection/deadline.js";
import type { OutboundMessage } from "../src/connection/message.js";
import type { QoS } from "../src/form/form-terms.js";
import { connectionOptions } from "./connection-options.js";
import { type Script, ScriptedBroker } from "./scripted-broker.js";

/** How a publishing ended. */
export type Outcome = "acknowledged" | (Error & { readonly code?: string; readonly sent?: boolean });

/** A connection, whose broker and network a test breaks and mends. */
export class LinkScene implements AsyncDisposable {
  readonly broker: ScriptedBroker;
  readonly clock: FakeClock;
  readonly connection: BrokerConnection;
  readonly #lost: (() => void)[] = [];

  private constructor(broker: ScriptedBroker, more: Partial<ConnectionOptions>) {
    this.broker = broker;
    this.clock = new FakeClock();
    this.connection = new BrokerConnection(connectionOptions(broker.url, { clock: this.clock, ...more }), {
      lost: () => {
        for (const resolve of this.#lost.splice(0)) resolve();
      },
    });
  }

  static async open(more: Partial<ConnectionOptions> = {}, script?: Script): Promise<LinkScene> {
    const scene = new LinkScene(await ScriptedBroker.start(script), more);
    using deadline = scene.patience();
    await scene.connection.open(deadline);
    return scene;
  }

  patience(timeoutMs = 60_000): Deadline {
    return new Deadline(this.clock, { timeoutMs }, () => "no acknowledgement");
  }

  /** Publishes `text` on the topic `t`; resolves with how that ended. */
  async publish(text: string, qos: QoS, timeoutMs = 60_000): Promise<Outcome> {
    using deadline = this.patience(timeoutMs);
    try {
      await this.connection.publish(messageOf(text, qos), deadline);
      return "acknowledged";
    } catch (error) {
      return error as Outcome;
    }
  }

  /** Breaks the connection; resolves when its owner knows. */
  async cut(): Promise<void> {
    const lost = this.lost();
    this.broker.link.cut();
    await lost;
  }

  /** Resolves when the connection is lost next. */
  lost(): Promise<void> {
    return new Promise((resolve) => this.#lost.push(resolve));
  }

  /** Has the connection made again, after `cut`; resolves when the broker has the CONNECT. */
  async back(): Promise<void> {
    const { length } = this.broker.all("connect");
    await this.clock.advance(1);
    await this.broker.nth("connect", length);
  }

  /** What the broker was sent to publish: the text, with a mark where it was marked as sent again. */
  get published(): readonly string[] {
    return this.broker.all("publish").map(({ payload, dup }) => `${payload}${dup ? " again" : ""}`);
  }

  async untilPublished(count: number): Promise<readonly string[]> {
    await this.broker.nth("publish", count - 1);
    await settled();
    return this.published;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.connection.close(0);
    await this.clock.advance(0);
    await closed;
    await this.broker[Symbol.asyncDispose]();
  }
}

export const messageOf = (text: string, qos: QoS, topic = "t"): OutboundMessage => ({
  topic,
  payload: Buffer.from(text),
  qos,
  retain: false,
});

/** Acknowledges no message. */
export const silently: Script = (packet) => packet.cmd === "publish" || packet.cmd === "pubrel";
