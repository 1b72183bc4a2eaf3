import { randomUUID } from "node:crypto";
import {
  type HostedThing,
  isLoopback,
  type ServerBinding,
  type ServerHost,
  type ThingForms,
} from "@thingwright/contracts";
import { type CredentialsError, UsageError } from "@thingwright/errors";
import { type EmbeddedBroker, embeddedBroker } from "../broker/embedded-broker.js";
import { BrokerConnection, type ConnectionOptions } from "../connection/broker-connection.js";
import { Deadline } from "../connection/deadline.js";
import { VersionMemory } from "../connection/open-best-session.js";
import { type BrokerAddress, parseBrokerUrl } from "../form/broker-address.js";
import { mqttManifest } from "../manifest.js";
import { BrokerUser } from "./broker-user.js";
import { Exposure } from "./exposure.js";
import { Outbox } from "./outbox.js";
import { RequestMemory } from "./request-memory.js";
import { type MqttServerOptions, type ServerSettings, serverSettingsOf } from "./server-options.js";
import { statusContent } from "./server-status.js";
import { formsOf } from "./thing-forms.js";
import { serverTopics } from "./thing-topics.js";

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
    const user = new BrokerUser(this.#settings.user);
    const identity = typeof broker === "string" ? await user.identity() : {};
    const running = this.#connect(host, at, own, typeof broker === "string" ? at.url : (broker ?? own)!.url, {
      ...identity,
      ...(typeof broker === "string"
        ? { renewIdentity: (refusal?: CredentialsError) => user.identity(refusal) }
        : { connect: () => (broker ?? own)!.connect() }),
    });
    try {
      using deadline = this.#deadline(`no connection to the broker ${at.url}`);
      await running.connection.open(deadline);
      await running.exposure.open(deadline);
    } catch (error) {
      await running.connection.close();
      await own?.close();
      throw error;
    }
    this.#running = running;
  }

  async expose(thing: HostedThing): Promise<ThingForms> {
    const { connection, exposure, baseUrl } = this.#started();
    using deadline = this.#deadline(`the broker ${connection.url} does not acknowledge subscriptions`);
    const { sharedGroup, requestMemoryMs } = this.#settings;
    const memoryMs = sharedGroup === undefined ? requestMemoryMs : 0;
    return formsOf(thing, await exposure.add(thing, deadline), baseUrl, memoryMs);
  }

  async withdraw(id: string): Promise<void> {
    if (this.#running === undefined) return;
    const { connection, exposure } = this.#running;
    using deadline = this.#deadline(`the broker ${connection.url} does not acknowledge that a Thing is gone`);
    await exposure.remove(id, deadline);
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
    if (running === undefined) return;
    await running.exposure.close();
    running.outbox.close();
    await running.connection.close(this.#settings.stopGraceMs);
    await running.own?.close();
  }

  #connect(
    host: ServerHost,
    at: BrokerAddress,
    own: EmbeddedBroker | undefined,
    url: string,
    way: Pick<ConnectionOptions, "user" | "renewIdentity" | "connect">,
  ): Running {
    const { prefix, baseUrl, user: _user, willDelaySeconds, ...settings } = this.#settings;
    const { logger } = host;
    const versions = new VersionMemory();
    // An embedded broker speaks 3.1.1: there is no need to find out.
    if (typeof settings.broker !== "string") versions.set(at.url, 4);
    const connection = new BrokerConnection(
      {
        ...settings,
        ...way,
        address: at,
        clientId: `tw-server-${randomUUID().replaceAll("-", "").slice(0, 13)}`,
        versions,
        will: {
          topic: serverTopics(prefix).status,
          payload: statusContent("offline").body,
          retain: true,
          delaySeconds: willDelaySeconds,
        },
        whileDisconnected: "wait",
        persistent: true,
        logger,
      },
      {
        opened: (session) => {
          if (this.#running === undefined) return;
          this.#running.exposure.reopened();
          outbox.opened(session.resumed);
        },
        lost: () => outbox.lost(),
        hasRoom: () => outbox.flush(),
      },
    );
    const { clock, maxPendingRequests, handlerTimeoutMs } = settings;
    const outbox = new Outbox(connection, settings, logger);
    const exposure = new Exposure({
      settings: this.#settings,
      connection,
      logger,
      prefix,
      outbox,
      clock,
      maxPendingRequests,
      handlerTimeoutMs,
      memory: new RequestMemory(clock, settings),
      pending: 0,
    });
    return { connection, exposure, outbox, own, baseUrl: addressOf(baseUrl ?? url).url };
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
  readonly connection: BrokerConnection;
  readonly exposure: Exposure;
  readonly outbox: Outbox;
  /** The broker that this server started. */
  readonly own: EmbeddedBroker | undefined;
  readonly baseUrl: string;
}

/** @throws {UsageError} WOT_ARGUMENT */
function addressOf(url: string): BrokerAddress {
  const { topic, query, ...address } = parseBrokerUrl(url) ?? { topic: url, query: "" };
  if ("host" in address && topic === "" && query === "") return address;
  throw new UsageError(
    "WOT_ARGUMENT",
    `${JSON.stringify(url)} is no address of a broker: mqtt://host:port, or ws://host:port/path`,
  );
}
