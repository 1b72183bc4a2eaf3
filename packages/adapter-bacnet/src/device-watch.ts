import { setMaxListeners } from "node:events";
import type { Clock, Logger, Timer } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import type { Internetwork } from "./device/internetwork.js";
import { deviceType } from "./device/object-type.js";
import { propertyId } from "./device/property-id.js";
import type { BacnetLimits } from "./limits.js";
import { Gate } from "./protocol/gate.js";
import { peerText } from "./protocol/peer.js";
import type { Survey } from "./survey/survey.js";
import { takeSurvey } from "./survey/take-survey.js";

export interface DeviceWatchOptions {
  readonly internetwork: Internetwork;
  readonly limits: BacnetLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether a device is to be looked at. */
  isWanted(instance: number): boolean;
  /** A device has been looked at for the first time, or is another one than before. Never rejects. */
  onSurvey(survey: Survey): Promise<void>;
}

interface Watched {
  /** What changes when its objects do; `undefined` for a device that does not tell. */
  revision: string | undefined;
  isLooking: boolean;
  isSurveyed: boolean;
  timer: Timer | undefined;
}

/** Looks at every device of an internetwork, when it comes and again and again, and tells what has become of it. */
export class DeviceWatch {
  /** Why devices could not be looked at, by instance. */
  readonly troubles = new Map<number, string>();
  readonly #options: DeviceWatchOptions;
  readonly #watched = new Map<number, Watched>();
  readonly #gate: Gate;
  readonly #ending = new AbortController();
  readonly #looks = new Set<Promise<void>>();
  #stopListening: () => void = () => {};
  #timer: Timer | undefined;

  constructor(options: DeviceWatchOptions) {
    this.#options = options;
    // Every question of a survey listens to it.
    setMaxListeners(0, this.#ending.signal);
    this.#gate = new Gate(options.limits.maxSurveys, Number.POSITIVE_INFINITY);
  }

  /** Searches, and goes on to. @throws {WotError} when the port cannot be opened */
  async start(): Promise<void> {
    const { internetwork } = this.#options;
    this.#stopListening = internetwork.directory.listen(({ instance, peer }, news) => {
      if (news === "doubled") this.troubles.set(instance, `another device of this number is at ${peerText(peer)}`);
      else this.#meet(instance);
    });
    await this.#search();
  }

  /** Resolves when no device is being looked at. */
  async settled(): Promise<void> {
    while (this.#looks.size > 0) await Promise.all(this.#looks);
  }

  /** Looks at a device now. */
  look(instance: number): void {
    const watched = this.#watched.get(instance);
    if (watched === undefined || watched.isLooking || this.#ending.signal.aborted) return;
    watched.isLooking = true;
    watched.timer?.cancel();
    const look = this.#look(instance, watched).finally(() => {
      this.#looks.delete(look);
      watched.isLooking = false;
      this.#schedule(instance, watched);
    });
    this.#looks.add(look);
  }

  forget(instance: number): void {
    this.#watched.get(instance)?.timer?.cancel();
    this.#watched.delete(instance);
    this.troubles.delete(instance);
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    this.#stopListening();
    this.#timer?.cancel();
    for (const { timer } of this.#watched.values()) timer?.cancel();
    await this.settled();
  }

  async #search(): Promise<void> {
    const { internetwork, clock, limits, logger } = this.#options;
    if (this.#ending.signal.aborted) return;
    this.#timer = clock.after(limits.searchIntervalMs, () => {
      this.#search().catch((error: unknown) =>
        logger.warn("BACnet devices cannot be searched for", { message: asWotError(error).message }),
      );
    });
    await internetwork.open();
    await internetwork.directory.search();
  }

  /** A device says who it is: a new one is looked at, and so is one that could not be before. */
  #meet(instance: number): void {
    if (!this.#options.isWanted(instance)) return;
    const watched = this.#watched.get(instance);
    if (watched === undefined)
      this.#watched.set(instance, { revision: undefined, isLooking: false, isSurveyed: false, timer: undefined });
    if (watched?.isSurveyed !== true) this.look(instance);
  }

  #schedule(instance: number, watched: Watched): void {
    if (this.#ending.signal.aborted || this.#watched.get(instance) !== watched) return;
    const { clock, limits } = this.#options;
    watched.timer = clock.after(limits.lookIntervalMs, () => this.look(instance));
  }

  async #look(instance: number, watched: Watched): Promise<void> {
    const { internetwork, limits, logger } = this.#options;
    const { signal } = this.#ending;
    const leave = await this.#gate.enter(new AbortController().signal);
    const patience = { timeoutMs: limits.surveyTimeoutMs, signal };
    try {
      if (signal.aborted) return;
      const device = await internetwork.session(instance);
      const own = { object: { type: deviceType, instance }, property: propertyId.databaseRevision };
      const revision = await device.read(own, patience).then(JSON.stringify, unlessAway);
      if (watched.isSurveyed && revision !== undefined && revision === watched.revision) return;
      const survey = await takeSurvey(device, instance, limits, patience);
      await this.#options.onSurvey(survey);
      Object.assign(watched, { revision, isSurveyed: true });
      this.troubles.delete(instance);
    } catch (error) {
      const { message } = asWotError(error);
      if (!watched.isSurveyed) this.troubles.set(instance, `it cannot be looked at: ${message}`);
      logger.info("a BACnet device cannot be looked at", { instance, message });
    } finally {
      leave();
    }
  }
}

/** A device that refuses to tell is asked for everything each time. */
function unlessAway(error: unknown): undefined {
  const { family } = asWotError(error);
  if (family !== "RemoteError" && family !== "ProtocolError") throw error;
}
