import type { DescribedDevice } from "@thingwright/adapter-core";
import type { Clock, Logger } from "@thingwright/contracts";
import type { ConsumedThing } from "@thingwright/core";
import type { SharedSource, Southbound } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import type { HueLimits } from "./limits.js";

/** Where a bridge is, and by which id the Servient has credentials for it. */
export interface BridgeAddress {
  /** `https://host`, without a slash at its end. */
  readonly url: string;
  /** Of the bridge's southbound descriptions. */
  readonly id: string;
}

/** What is behind a bridge. */
export type DescribedBridge = DescribedDevice;

/** What the link of a bridge needs. */
export interface BridgeLinkOptions {
  /** The bridge itself, by a description of its interface. */
  readonly bridge: ConsumedThing;
  readonly limits: HueLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What there is behind the bridge, or what it is called, is different now. */
  onRevised(): void;
}

/** The one way to a bridge, which all of its Things share. */
export interface BridgeLink {
  readonly source: SharedSource;
  /** What the bridge has, as it says it. */
  readonly answer: unknown;
  /** Begins to follow the bridge. */
  start(): void;
  /** Idempotent. */
  stop(): Promise<void>;
  /** Reads all that the bridge has. @throws {WotError} when it does not answer, or refuses */
  read(): Promise<void>;
  /** `southbound` with the values of this link, and with the bridge's own words in what it refuses. */
  through(southbound: Southbound): Southbound;
}

/** One of the interfaces that bridges have. */
export interface BridgeApi {
  linkOf(
    address: BridgeAddress,
    consume: (description: ThingDescription) => ConsumedThing,
    options: Omit<BridgeLinkOptions, "bridge">,
  ): BridgeLink;
  /** Describes what is behind a bridge from the link's answer. Does no I/O, and never throws for what a bridge says. */
  describe(answer: unknown, address: BridgeAddress, maxResources: number): Promise<DescribedBridge>;
}
