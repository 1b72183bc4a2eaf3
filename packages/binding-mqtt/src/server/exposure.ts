import type { HostedThing, Logger } from "@thingwright/contracts";
import { asWotError, UsageError } from "@thingwright/errors";
import type { BrokerConnection } from "../connection/broker-connection.js";
import type { Deadline } from "../connection/deadline.js";
import { withinGrace } from "../connection/grace.js";
import type { Listening } from "../connection/listener.js";
import { sharedFilter } from "../topic/topic-name.js";
import type { DeskContext } from "./command-desk.js";
import { CommandRouter } from "./command-router.js";
import { commandsQos } from "./delivery.js";
import { ServerGroup, type Staying } from "./server-group.js";
import type { ServerSettings } from "./server-options.js";
import { ServerStatus, statusContent } from "./server-status.js";
import { requireSharing } from "./shared-subscription.js";
import { ThingPresence } from "./thing-presence.js";
import { commandFilters, serverTopics, ThingTopics } from "./thing-topics.js";

/** What an exposure is made of. */
export interface ExposureContext extends DeskContext {
  readonly settings: ServerSettings;
  readonly connection: BrokerConnection;
  readonly logger: Logger;
}

/**
 * The Things that one server has on its broker, and the subscriptions for them.
 *
 * Commands of all Things come on four filters, so that a Thing costs no subscription. A member of a group subscribes to
 * those of each Thing instead: it must not be handed the commands of a Thing that it does not have yet.
 */
export class Exposure {
  readonly #context: ExposureContext;
  readonly #presences = new Map<string, ThingPresence>();
  /** Of the filters of one Thing each, by its id. */
  readonly #listenings = new Map<string, Listening>();
  readonly #topics: ReturnType<typeof serverTopics>;
  readonly #router: CommandRouter;
  readonly #status: ServerStatus;
  readonly #group: ServerGroup | undefined;
  #commandsQos: 1 | 2 = 1;

  constructor(context: ExposureContext) {
    const { settings, connection, outbox, clock, logger, prefix } = context;
    this.#context = context;
    this.#topics = serverTopics(prefix);
    this.#router = new CommandRouter(prefix, outbox, logger);
    this.#status = new ServerStatus(this.#topics.status, outbox);
    if (settings.sharedGroup === undefined) return;
    this.#group = new ServerGroup({
      name: connection.clientId,
      topics: this.#topics,
      outbox,
      clock,
      groupGraceMs: settings.groupGraceMs,
      has: (segment) => this.#router.get(segment) !== undefined,
    });
  }

  /** Listens at the broker; comes before the first Thing. @throws {WotError} */
  async open(deadline: Deadline): Promise<void> {
    const { connection, settings } = this.#context;
    const { sharedGroup } = settings;
    if (sharedGroup !== undefined) {
      await requireSharing(connection, sharedGroup, this.#topics.probe(connection.clientId), deadline);
    }
    if (this.#group !== undefined) await connection.listen(this.#group.filters, 1, this.#group, deadline);
    if (settings.subscriptions === "server") await this.#takeAllCommands(1, deadline);
    await this.#watchStatus(deadline);
    this.#status.online();
  }

  /** The connection was made again: says everything again that the broker is to keep. */
  reopened(): void {
    this.#status.online();
    for (const presence of this.#presences.values()) {
      presence.republish();
      // Another process of the group may have changed meanwhile what this one published last.
      if (this.#group !== undefined) presence.refresh();
    }
  }

  /** @throws {UsageError} WOT_STATE when another Thing has its slug */
  async add(thing: HostedThing, deadline: Deadline): Promise<ThingTopics> {
    const { prefix, logger } = this.#context;
    if (this.#presences.has(thing.id)) await this.remove(thing.id, deadline);
    const topics = new ThingTopics(prefix, thing);
    const other = this.#router.get(topics.segment)?.thing;
    if (other !== undefined) {
      throw new UsageError("WOT_STATE", `${thing.id} would have the topics of ${other.id}: both are ${topics.base}`);
    }
    const presence = new ThingPresence(this.#context, thing, topics, logger);
    this.#presences.set(thing.id, presence);
    this.#router.add(presence);
    try {
      await presence.begin();
      await this.#takeCommands(thing, topics, deadline);
    } catch (error) {
      await this.remove(thing.id, deadline);
      throw error;
    }
    presence.announce();
    await this.#taken(topics.status, "online", deadline);
    return topics;
  }

  /** Takes a Thing back, and waits until the broker knows; unknown ids are ignored. */
  async remove(id: string, deadline: Deadline): Promise<void> {
    const presence = this.#presences.get(id);
    if (presence === undefined) return;
    this.#presences.delete(id);
    const listening = this.#listenings.get(id);
    this.#listenings.delete(id);
    // What the broker has handed to this process already is still carried out.
    if (this.#group !== undefined) await listening?.stop();
    this.#router.delete(presence);
    presence.end();
    const staying = await this.#group?.leave([presence.topics.segment]);
    if (!staying?.segments.has(presence.topics.segment)) {
      presence.retract();
      await this.#taken(presence.topics.status, "offline", deadline);
    }
    if (this.#group === undefined) await listening?.stop();
  }

  /** Takes all Things back and says that the server goes. */
  async close(): Promise<void> {
    const presences = [...this.#presences.values()];
    const staying = await this.#leaveGroup(presences);
    for (const presence of presences) {
      this.#router.delete(presence);
      presence.end();
      if (!staying?.segments.has(presence.topics.segment)) presence.retract();
    }
    this.#presences.clear();
    if (staying?.someone) this.#status.silence();
    else this.#status.offline();
  }

  /**
   * Waits until the broker has what was published of a Thing: it takes packets in order and acknowledges the last one.
   * Whoever subscribes from then on is given the values as retained, not as changes.
   */
  async #taken(topic: string, status: "online" | "offline", deadline: Deadline): Promise<void> {
    const { connection } = this.#context;
    if (connection.session === undefined) return;
    const { body: payload } = statusContent(status);
    await connection.publish({ topic, payload, qos: 1, retain: true }, deadline).catch(() => {});
  }

  async #leaveGroup(presences: readonly ThingPresence[]): Promise<Staying | undefined> {
    if (this.#group === undefined) return undefined;
    const { settings, clock } = this.#context;
    const stopped = Promise.all([...this.#listenings.values()].map((listening) => listening.stop()));
    this.#listenings.clear();
    await withinGrace(stopped, settings.groupGraceMs, clock);
    return this.#group.end(presences.map(({ topics }) => topics.segment));
  }

  async #takeCommands(thing: HostedThing, { base }: ThingTopics, deadline: Deadline): Promise<void> {
    const { connection, settings } = this.#context;
    const { sharedGroup } = settings;
    const qos = commandsQos(thing);
    if (settings.subscriptions === "server") {
      if (qos > this.#commandsQos) await this.#takeAllCommands(qos, deadline);
      return;
    }
    const filters = commandFilters(base);
    const own = sharedGroup === undefined ? filters : filters.map((filter) => sharedFilter(sharedGroup, filter));
    this.#listenings.set(thing.id, await connection.listen(own, qos, this.#router, deadline));
  }

  async #takeAllCommands(qos: 1 | 2, deadline: Deadline): Promise<void> {
    const { connection, prefix } = this.#context;
    await connection.listen(commandFilters(`${prefix}/+`), qos, this.#router, deadline);
    this.#commandsQos = qos;
  }

  /** A server that may not read its own status works all the same. */
  async #watchStatus(deadline: Deadline): Promise<void> {
    const { connection, logger } = this.#context;
    try {
      await connection.listen([this.#topics.status], 0, this.#status, deadline);
    } catch (error) {
      if (connection.session === undefined) throw error;
      logger.warn("the broker does not let this server hear its own status", { code: asWotError(error).code });
    }
  }
}
