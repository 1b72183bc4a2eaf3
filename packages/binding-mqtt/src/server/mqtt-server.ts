import { randomUUID } from "node:crypto";
import {
  type HostedThing,
  isLoopback,
  type ServerBinding,
  type ServerHost,
  type ThingForms,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { type EmbeddedBroker, embeddedBroker } from "../broker/embedded-broker.js";
import { BrokerConnection } from "../connection/broker-connection.js";
import { Deadline } from "../connection/deadline.js";
import { VersionMemory } from "../connection/open-best-session.js";
import { type BrokerAddress, parseBrokerUrl } from "../form/broker-address.js";
import { mqttManifest } from "../manifest.js";
import type { DeskContext } from "./command-desk.js";
import { Outbox } from "./outbox.js";
import { type MqttServerOptions, type ServerSettings, serverSettingsOf } from "./server-options.js";
import { formsOf } from "./thing-forms.js";
import { ThingPresence } from "./thing-presence.js";
import { ThingTopics } from "./thing-topics.js";

/**
 * Exposes Things through a broker: an embedded one by default.
 *
 * Authentication is the broker's: MQTT says nothing to a subscriber about the publisher of a message.
 *
 * @throws {UsageError} WOT_RANGE, WOT_ARGUMENT
 */
export function mqttServer(options: MqttServerOptions = {}): ServerBinding {
  return new MqttServer(serverSettingsOf(options));
}

class MqttServer implements ServerBinding {
  readonly manifest = mqttManifest;
  readonly #settings: ServerSettings;
  readonly #presences = new Map<string, ThingPresence>();
  readonly #withdrawals = new Map<string, () => Promise<void>>();
  #running: Running | undefined;
  #stopping: Promise<void> | undefined;

  constructor(settings: ServerSettings) {
    this.#settings = settings;
    if (typeof settings.broker === "string") addressOf(settings.broker);
    if (settings.baseUrl !== undefined) addressOf(settings.baseUrl);
  }

  get isPublic(): boolean {
    const { broker, address } = this.#settings;
    if (broker === undefined) return !isLoopback(address);
    return typeof broker === "string" ? !isLoopback(addressOf(broker).host) : broker.isPublic;
  }

  addresses(): readonly string[] {
    return this.#running === undefined ? [] : [this.#running.baseUrl];
  }

  async start(host: ServerHost): Promise<void> {
    if (this.#running !== undefined) throw new UsageError("WOT_STATE", "the MQTT server was started already");
    const { broker, port, address, advertise, baseUrl, maxOutputBytes } = this.#settings;
    const maxBodyBytes = Math.max(maxOutputBytes, this.#settings.maxBodyBytes);
    const embedded = { port, address, advertise, baseUrl, limits: { maxBodyBytes }, logger: host.logger };
    const own = broker === undefined ? await embeddedBroker(embedded) : undefined;
    const at = typeof broker === "string" ? addressOf(broker) : addressOf((broker ?? own)!.localUrl);
    const running = this.#connect(host, at, own, typeof broker === "string" ? at.url : (broker ?? own)!.url);
    try {
      using deadline = this.#deadline(`no connection to the broker ${at.url}`);
      await running.connection.open(deadline);
    } catch (error) {
      await running.connection.close();
      await own?.close();
      throw error;
    }
    this.#running = running;
    this.#opened();
  }

  async expose(thing: HostedThing): Promise<ThingForms> {
    const { connection, context, host, baseUrl } = this.#started();
    if (this.#presences.has(thing.id)) await this.withdraw(thing.id);
    const topics = new ThingTopics(this.#settings.prefix, thing);
    const presence = new ThingPresence(context, thing, topics, host.logger);
    this.#presences.set(thing.id, presence);
    try {
      await presence.begin();
      using deadline = this.#deadline(`the broker ${connection.url} does not acknowledge subscriptions`);
      const listening = await connection.listen(topics.commandFilters, 1, presence, deadline);
      this.#withdrawals.set(thing.id, () => listening.stop());
    } catch (error) {
      this.#presences.delete(thing.id);
      presence.withdraw();
      throw error;
    }
    presence.announce();
    return formsOf(thing, topics, baseUrl);
  }

  async withdraw(id: string): Promise<void> {
    const presence = this.#presences.get(id);
    const stopListening = this.#withdrawals.get(id);
    this.#presences.delete(id);
    this.#withdrawals.delete(id);
    presence?.withdraw();
    await stopListening?.();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    for (const presence of this.#presences.values()) presence.withdraw();
    this.#presences.clear();
    this.#withdrawals.clear();
    if (running === undefined) return;
    running.context.outbox.send(serverStatus(this.#settings.prefix, "offline"));
    await running.connection.close(this.#settings.stopGraceMs);
    await running.own?.close();
  }

  #connect(host: ServerHost, at: BrokerAddress, own: EmbeddedBroker | undefined, url: string): Running {
    const { prefix, baseUrl, user, maxPendingRequests, handlerTimeoutMs, maxOutputBytes, ...settings } = this.#settings;
    const versions = new VersionMemory();
    // An embedded broker speaks 3.1.1: there is no need to find out.
    if (typeof this.#settings.broker !== "string") versions.set(at.url, 4);
    const connection = new BrokerConnection(
      {
        ...settings,
        ...(user === undefined ? {} : { user }),
        address: at,
        clientId: `tw-server-${randomUUID().replaceAll("-", "").slice(0, 13)}`,
        versions,
        will: serverStatus(prefix, "offline"),
        persistent: true,
        logger: host.logger,
      },
      { opened: () => this.#opened(), lost: () => outbox.clear() },
    );
    const outbox = new Outbox(connection, maxOutputBytes, host.logger);
    const { clock } = settings;
    const context: DeskContext = { prefix, outbox, clock, maxPendingRequests, handlerTimeoutMs, pending: 0 };
    return { host, connection, context, own, baseUrl: addressOf(baseUrl ?? url).url };
  }

  #opened(): void {
    const outbox = this.#running?.context.outbox;
    outbox?.send(serverStatus(this.#settings.prefix, "online"));
    for (const presence of this.#presences.values()) presence.republish();
  }

  #started(): Running {
    if (this.#running === undefined) throw new UsageError("WOT_STATE", "the MQTT server is not started");
    return this.#running;
  }

  #deadline(late: string): Deadline {
    const { clock, connectTimeoutMs } = this.#settings;
    return new Deadline(clock, { timeoutMs: connectTimeoutMs }, () => late);
  }
}

interface Running {
  readonly host: ServerHost;
  readonly connection: BrokerConnection;
  readonly context: DeskContext;
  /** The broker that this server started. */
  readonly own: EmbeddedBroker | undefined;
  readonly baseUrl: string;
}

/** `{prefix}/status`: the connection's will says `offline` when this server is gone without a word. */
const serverStatus = (prefix: string, status: "online" | "offline") => ({
  topic: `${prefix}/status`,
  payload: Buffer.from(status),
  qos: 0 as const,
  retain: true,
});

/** @throws {UsageError} WOT_ARGUMENT */
function addressOf(url: string): BrokerAddress {
  const { topic, query, ...address } = parseBrokerUrl(url) ?? { topic: url, query: "" };
  if ("host" in address && topic === "" && query === "") return address;
  throw new UsageError("WOT_ARGUMENT", `${JSON.stringify(url)} is no address of a broker: mqtt://host:port`);
}
