import { AbortError, NetworkError, TimeoutError, UsageError } from "@thingwright/errors";
import { connect, type MqttClient } from "mqtt";

export interface MqttLinkOptions {
  /** `mqtt://host:port`, or `mqtts`, `ws`, `wss`. */
  readonly url: string;
  readonly clientId: string;
  /** What the broker says when the link breaks; retained unless it says otherwise. Default: nothing. */
  readonly will?: { readonly topic: string; readonly payload: string | Buffer; readonly retain?: boolean } | undefined;
  readonly subscriptions: readonly string[];
  onMessage(topic: string, payload: Buffer): void;
  /** Runs after every connect, the first and the later ones. */
  onOnline(): void;
  /** Bytes that may wait for a broker that does not read; later messages are dropped. Default 256 KiB. */
  readonly maxBufferedBytes?: number;
  /** Wall milliseconds between two attempts to come back. Default 1000. */
  readonly reconnectMs?: number;
}

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

const brokerSchemes: ReadonlySet<string> = new Set(["mqtt:", "mqtts:", "ws:", "wss:"]);

/** A device's connection to its broker. It comes back by itself; what is published meanwhile is lost. */
export class MqttLink {
  readonly #options: MqttLinkOptions;
  #client: MqttClient | undefined;

  /** @throws {UsageError} WOT_ARGUMENT if the URL is none of a broker */
  constructor(options: MqttLinkOptions) {
    if (!URL.canParse(options.url) || !brokerSchemes.has(new URL(options.url).protocol)) {
      throw new UsageError("WOT_ARGUMENT", "the broker's URL must be of the scheme mqtt, mqtts, ws or wss");
    }
    this.#options = options;
  }

  /**
   * Resolves once connected and subscribed.
   *
   * @throws {NetworkError} if the broker refuses or cannot be reached
   * @throws {TimeoutError} if it does not answer in time
   * @throws {AbortError}
   */
  async open(options: OpenOptions): Promise<void> {
    if (this.#client !== undefined) throw new UsageError("WOT_STATE", "the link is already open");
    const { client, subscribed } = this.#connect();
    try {
      await inTime(client, subscribed, this.#options.url, options);
    } catch (error) {
      this.cut();
      throw error;
    }
  }

  /** Starts to connect, and to reconnect, without waiting for it. */
  resume(): void {
    if (this.#client === undefined) this.#connect();
  }

  /** Breaks the connection without a goodbye, as a dead battery would: the broker publishes the will. */
  cut(): void {
    this.#client?.end(true);
    this.#client = undefined;
  }

  publish(topic: string, payload: string | Buffer, retain: boolean, qos: 0 | 1 | 2 = 0): void {
    const client = this.#client;
    if (client?.connected !== true) return;
    if (client.stream.writableLength > (this.#options.maxBufferedBytes ?? 256 * 1024)) return;
    client.publish(topic, payload, { qos, retain }, () => {}); // What is lost with the link is lost.
  }

  /** Disconnects in order: the broker keeps the will to itself. */
  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.endAsync(!client.connected);
  }

  /** `subscribed` resolves after the first connect; it never rejects. */
  #connect(): { readonly client: MqttClient; readonly subscribed: Promise<void> } {
    const { url, clientId, will, reconnectMs = 1000 } = this.#options;
    const client = connect(url, {
      clientId,
      ...(will !== undefined && {
        will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 0, retain: will.retain ?? true },
      }),
      reconnectPeriod: reconnectMs,
      queueQoSZero: false,
      resubscribe: false,
    });
    this.#client = client;
    client.on("error", () => {}); // The client tries again by itself.
    client.on("message", (topic, payload) => this.#options.onMessage(topic, payload));
    const subscribed = new Promise<void>((resolve) => {
      client.on("connect", () => this.#subscribe(client, resolve));
    });
    return { client, subscribed };
  }

  #subscribe(client: MqttClient, done: () => void): void {
    client.subscribe([...this.#options.subscriptions], { qos: 0 }, (error) => {
      if (error || client !== this.#client) return;
      this.#options.onOnline();
      done();
    });
  }
}

/** Waits for `subscribed`, but not for ever, and not past the first refusal. */
function inTime(
  client: MqttClient,
  subscribed: Promise<void>,
  url: string,
  { signal, timeoutMs }: OpenOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => settle(new TimeoutError("WOT_TIMEOUT", `the broker did not answer in ${timeoutMs} ms`)),
      timeoutMs,
    );
    const abort = (): void => settle(new AbortError("WOT_ABORTED", "the device was told not to start"));
    const refuse = (cause: Error): void =>
      settle(new NetworkError("WOT_NETWORK", `cannot connect to ${new URL(url).host}`, { cause, sent: false }));
    function settle(error?: Error): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      client.off("error", refuse);
      if (error === undefined) resolve();
      else reject(error);
    }
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort);
    client.once("error", refuse);
    subscribed.then(() => settle());
  });
}
