import type { Content, ContentSink } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import type { UaDataValue, UaMonitor, UaMonitoring, UaSession } from "../stack/ua-session.js";
import { statusError } from "./status-error.js";
import { bodyOf, eventBody, type ValueFormat } from "./value-format.js";

/** A node whose value or events are watched. */
export interface WatchedNode {
  readonly nodeId: string;
  readonly kind: "value" | "events";
  readonly format: ValueFormat;
}

/** One of those who watch a node. */
interface Follower {
  readonly sink: ContentSink;
  readonly format: ValueFormat;
  isInterrupted: boolean;
}

/**
 * What a server watches of one node, for all who want it. A Bad value interrupts; the next usable one resumes.
 */
export class Watch {
  readonly #node: WatchedNode;
  readonly #monitoring: UaMonitoring;
  readonly #followers = new Set<Follower>();
  #session: UaSession | undefined;
  #monitor: Promise<UaMonitor> | undefined;
  #latest: UaDataValue | undefined;

  constructor(node: WatchedNode, monitoring: UaMonitoring) {
    this.#node = node;
    this.#monitoring = monitoring;
  }

  get isFollowed(): boolean {
    return this.#followers.size > 0;
  }

  /** Adds a follower, who hears the latest value first where it is known. */
  join(sink: ContentSink, format: ValueFormat): Follower {
    const follower: Follower = { sink, format, isInterrupted: false };
    this.#followers.add(follower);
    const latest = this.#latest;
    if (latest !== undefined) queueMicrotask(() => this.#followers.has(follower) && tell(follower, latest, this.#node));
    return follower;
  }

  leave(follower: Follower): void {
    this.#followers.delete(follower);
  }

  /** Has `session` watch the node, once. @throws {RemoteError} WOT_REMOTE when the server refuses */
  async begin(session: UaSession): Promise<void> {
    if (this.#session === session && this.#monitor !== undefined) {
      await this.#monitor;
      return;
    }
    this.#session = session;
    const monitor = this.#start(session);
    this.#monitor = monitor;
    try {
      await monitor;
    } catch (error) {
      if (this.#monitor === monitor) this.#monitor = undefined;
      throw error;
    }
    if (this.#node.kind === "events") this.resumed();
  }

  #start(session: UaSession): Promise<UaMonitor> {
    const { nodeId, kind } = this.#node;
    const isOurs = (): boolean => this.#session === session;
    return kind === "value"
      ? session.monitor(nodeId, this.#monitoring, (value) => isOurs() && this.#heard(value))
      : session.monitorEvents(nodeId, this.#monitoring, (event) => isOurs() && this.#happened(event));
  }

  /** Ends it at the server. */
  async end(): Promise<void> {
    const monitor = this.#monitor;
    this.#monitor = undefined;
    this.#session = undefined;
    await monitor?.then(
      (each) => each.stop(),
      () => {},
    );
  }

  interrupted(error: WotError): void {
    this.#latest = undefined;
    for (const follower of this.#followers) interrupt(follower, error);
  }

  resumed(): void {
    for (const follower of this.#followers) resume(follower);
  }

  /** The session has ended, and the server watches no more. */
  lost(error: WotError): void {
    this.#monitor = undefined;
    this.#session = undefined;
    this.interrupted(error);
  }

  #heard(value: UaDataValue): void {
    this.#latest = value;
    for (const follower of this.#followers) tell(follower, value, this.#node);
  }

  #happened(event: Readonly<Record<string, unknown>>): void {
    for (const follower of this.#followers) give(follower, () => eventBody(event, follower.format));
  }
}

function tell(follower: Follower, value: UaDataValue, { nodeId }: WatchedNode): void {
  const error = statusError(value.status, nodeId);
  if (error !== undefined) interrupt(follower, error);
  else give(follower, () => bodyOf(value, follower.format));
}

function give(follower: Follower, content: () => Content): void {
  try {
    const made = content();
    resume(follower);
    follower.sink.next(made);
  } catch (error) {
    interrupt(follower, asWotError(error));
  }
}

function interrupt(follower: Follower, error: WotError): void {
  if (follower.isInterrupted) return;
  follower.isInterrupted = true;
  follower.sink.interrupted(error);
}

function resume(follower: Follower): void {
  if (!follower.isInterrupted) return;
  follower.isInterrupted = false;
  follower.sink.resumed();
}
