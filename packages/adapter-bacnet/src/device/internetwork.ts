import { type Clock, type Logger, silent, systemClock, within } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { BacnetClientLimits } from "../binding/client-limits.js";
import type { OpenPort } from "../protocol/datagram-port.js";
import type { LinkAddress } from "../protocol/link-message.js";
import type { Peer } from "../protocol/peer.js";
import { Station } from "../protocol/station.js";
import { DeviceDirectory } from "./device-directory.js";
import { DeviceSession } from "./device-session.js";
import { ForeignRegistration } from "./foreign-registration.js";

export interface InternetworkOptions {
  readonly open: OpenPort;
  readonly broadcast: LinkAddress;
  readonly bbmd?: LinkAddress | undefined;
  readonly addresses: readonly Peer[];
  readonly isConfirmed: boolean;
  readonly limits: BacnetClientLimits;
  readonly clock?: Clock | undefined;
  readonly random?: (() => number) | undefined;
  readonly logger?: Logger | undefined;
}

/** All devices that one port reaches, by their numbers. Opens nothing before it is used. */
export class Internetwork implements AsyncDisposable {
  readonly directory: DeviceDirectory;
  readonly clock: Clock;
  readonly #options: InternetworkOptions;
  readonly #station: Station;
  readonly #registration: ForeignRegistration | undefined;
  readonly #sessions = new Map<number, DeviceSession>();
  #isStopped = false;

  constructor(options: InternetworkOptions) {
    const { limits, bbmd, logger = silent, clock = systemClock } = options;
    this.#options = options;
    this.clock = clock;
    this.#station = new Station(
      { ...options, clock },
      {
        introduced: (introduction, peer) => this.directory.introduced(introduction, peer),
        notified: (notification, peer) => {
          const { device } = notification;
          const isFromThere = this.directory.isAt(device, peer);
          return isFromThere && (this.#sessions.get(device)?.notified(notification) ?? false);
        },
        failed: (error) => logger.warn("the BACnet port failed", { message: error.message }),
        registered: (code) => {
          if (code !== 0) logger.warn("the BBMD refused to register this station", { code });
        },
      },
    );
    this.directory = new DeviceDirectory({ ...options, station: this.#station, clock });
    this.directory.listen(({ instance }) => this.#sessions.get(instance)?.introduced());
    this.#registration = bbmd && new ForeignRegistration({ bbmd, limits, clock, station: this.#station });
  }

  get limits(): BacnetClientLimits {
    return this.#options.limits;
  }

  /** What is done with device number `instance`. */
  async session(instance: number): Promise<DeviceSession> {
    if (this.#isStopped) throw new UsageError("WOT_STATE", "the BACnet client is stopped");
    await this.open();
    const session = this.#sessions.get(instance) ?? this.#newSession(instance);
    this.#sessions.delete(instance);
    this.#sessions.set(instance, session);
    if (this.#sessions.size > this.#options.limits.maxDevices) this.#dropOne(instance);
    return session;
  }

  /** Opens the port and, where there is a BBMD, registers there. */
  async open(): Promise<void> {
    await this.#station.open();
    await this.#registration?.start();
  }

  /** Closes the port, once devices have been told what has ended, as far as they answer soon. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const told = Promise.all([...this.#sessions.values()].map((session) => session.settled()));
    await within(told, { timeoutMs: this.limits.apduTimeoutMs }, this.clock).catch(() => {});
    for (const session of this.#sessions.values()) session.stop();
    this.#sessions.clear();
    this.#registration?.stop();
    await this.#station.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #newSession(instance: number): DeviceSession {
    const { random = Math.random } = this.#options;
    const { directory, clock } = this;
    return new DeviceSession({ ...this.#options, instance, station: this.#station, directory, clock, random });
  }

  /** Lets go of the session that has not been used for longest and has nothing to do. */
  #dropOne(except: number): void {
    for (const [instance, session] of this.#sessions) {
      if (instance === except || !session.isIdle) continue;
      this.#sessions.delete(instance);
      return;
    }
  }
}
