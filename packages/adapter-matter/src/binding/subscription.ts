import type { Clock, ContentSink, RemoteSubscription, Timer } from "@thingwright/contracts";
import { NetworkError, type WotError } from "@thingwright/errors";
import type { MatterNode } from "../nodes/matter-node.js";
import type { ClusterPlace } from "../nodes/node-snapshot.js";
import { picked } from "./exchange.js";
import { jsonContent } from "./json-body.js";

/** What a subscription is about. */
export interface Subject {
  readonly place: ClusterPlace;
  readonly kind: "property" | "event";
  /** Of the attribute or event; absent for all attributes of the cluster. */
  readonly name: string | undefined;
}

/**
 * One observation or event subscription on the subscription that its node keeps. A node that is away is no failure: the
 * sink is told so, and hears when the node is back.
 */
export class NodeSubscription implements RemoteSubscription {
  readonly #node: MatterNode;
  readonly #subject: Subject;
  readonly #sink: ContentSink;
  readonly #letGo: () => void;
  readonly #late: Timer;
  #isCut = false;
  #isEnded = false;

  constructor(node: MatterNode, subject: Subject, sink: ContentSink, clock: Clock) {
    this.#node = node;
    this.#subject = subject;
    this.#sink = sink;
    this.#letGo = node.watch({
      changed: (place, values) => this.#changed(place, values),
      happened: (place, event, payload) => this.#happened(place, event, payload),
      live: () => this.#live(),
      lost: (error) => this.#lost(error),
    });
    // What is there already, or missing, is told once the subscription is in its owner's hands.
    this.#late = clock.after(0, () => this.#begin());
  }

  async stop(): Promise<void> {
    this.#isEnded = true;
    this.#late.cancel();
    this.#letGo();
  }

  #begin(): void {
    if (this.#node.isLive) this.#tell();
    else this.#lost(new NetworkError("WOT_NETWORK", "the node does not answer"));
  }

  #changed(place: ClusterPlace, values: Readonly<Record<string, unknown>>): void {
    const { kind, name } = this.#subject;
    if (kind !== "property" || !this.#isHere(place)) return;
    if (name === undefined || Object.hasOwn(values, name)) this.#tell();
  }

  #happened(place: ClusterPlace, event: string, payload: unknown): void {
    const { kind, name } = this.#subject;
    if (this.#isEnded || kind !== "event" || name !== event || !this.#isHere(place)) return;
    this.#sink.next(jsonContent(payload ?? {}));
  }

  #live(): void {
    if (this.#isEnded) return;
    if (this.#isCut) {
      this.#isCut = false;
      this.#sink.resumed();
    }
    this.#tell();
  }

  #lost(error: WotError): void {
    if (this.#isEnded || this.#isCut) return;
    this.#isCut = true;
    this.#sink.interrupted(error);
  }

  /** Tells what the property is now. */
  #tell(): void {
    const { kind, name, place } = this.#subject;
    if (this.#isEnded || kind !== "property") return;
    const cluster = this.#node.cluster(place.endpoint, place.cluster);
    const value = cluster && picked(cluster.values, name);
    if (value !== undefined) this.#sink.next(jsonContent(value));
  }

  #isHere = ({ endpoint, cluster }: ClusterPlace): boolean =>
    endpoint === this.#subject.place.endpoint && cluster === this.#subject.place.cluster;
}
