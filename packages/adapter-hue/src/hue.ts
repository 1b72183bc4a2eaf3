import {
  type AdaptedDevice,
  type Adapter,
  type DescribedPart,
  type DeviceChange,
  DeviceRoster,
  type ListedDevice,
  RosterAdapter,
  type SettingsOf,
} from "@thingwright/adapter-core";
import { type Clock, type Logger, silent, systemClock, type Timer } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import type { BridgeOptions } from "@thingwright/mapping";
import { apiOf, bridgeFacts } from "./bridge-api.js";
import type { BridgeAddress, BridgeApi, BridgeLink } from "./bridge-link.js";
import { bridgeUrl } from "./bridge-url.js";
import { type HueLimits, hueLimitsFrom } from "./limits.js";

/** Options of {@link hue}. */
export interface HueOptions {
  /** `https://` URL of the bridge. */
  readonly url: string;
  /** Allows an `http://` URL of another machine: the key travels readable. Bridges of the first generation need it. Default false. */
  readonly allowInsecure?: boolean;
  /** By this id the Servient's credentials for the bridge are found; default `urn:hue:bridge`. */
  readonly id?: string;
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange<AdaptedDevice>) => void;
  /** What the owner says of single Things, by their ids. */
  readonly settingsOf?: SettingsOf;
  readonly limits?: Partial<HueLimits> & BridgeOptions["limits"];
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Everything behind a Hue bridge as Things of the common API, by id. */
export interface Hue extends Adapter {
  readonly devices: ReadonlyMap<string, AdaptedDevice>;
  /** What of the bridge is not offered, and why. */
  readonly problems: readonly string[];
  /** Whether the bridge can be heard now. */
  readonly isAvailable: boolean;
}

/**
 * Offers everything behind a Hue bridge on the servers of `servient`, and follows it: lamps, sensors, rooms and scenes that
 * come, go and are renamed do so while everything runs. Resolves when all that there is now is offered. By CLIP API v2, or by v1
 * where the bridge says that it has nothing else.
 *
 * @throws {UsageError} WOT_ARGUMENT for what is no address; WOT_RANGE for a limit out of range
 * @throws {WotError} of other families when the bridge cannot be reached, or refuses
 */
export async function hue(servient: Servient, options: HueOptions): Promise<Hue> {
  const url = bridgeUrl(options.url, options.allowInsecure);
  const { timeoutMs } = hueLimitsFrom(options.limits);
  const api = apiOf(await bridgeFacts(servient, url, { timeoutMs }));
  const adapter = new RunningHue(servient, api, options);
  await adapter.start();
  return adapter;
}

class RunningHue extends RosterAdapter implements Hue {
  readonly #api: BridgeApi;
  readonly #address: BridgeAddress;
  readonly #limits: HueLimits;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #link: BridgeLink;
  protected readonly roster: DeviceRoster;
  #unusable: readonly string[] = [];
  #settling: Timer | undefined;
  #isStopped = false;
  /** What is being described: one description after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(servient: Servient, api: BridgeApi, options: HueOptions) {
    super();
    const { url, allowInsecure, id = "urn:hue:bridge", onChange, settingsOf, limits = {} } = options;
    const { clock = systemClock, logger = silent } = options;
    this.#api = api;
    this.#address = { url: bridgeUrl(url, allowInsecure), id };
    this.#limits = hueLimitsFrom(limits);
    this.#clock = clock;
    this.#logger = logger;
    this.#link = api.linkOf(this.#address, (description) => servient.consume(description), {
      limits: this.#limits,
      clock,
      logger,
      onRevised: () => this.#revised(),
    });
    this.roster = new DeviceRoster({
      servient,
      through: () => (forms) => this.#link.through(forms),
      onChange,
      ...(settingsOf && { settingsOf }),
      bridging: { clock, logger, limits: { maxExpressionLength: maxMembersLength, ...limits } },
      maxDevices: this.#limits.maxResources,
    });
  }

  async start(): Promise<void> {
    await this.#link.read();
    await this.#describe();
    this.#link.start();
  }

  get problems(): readonly string[] {
    return [...this.#unusable, ...[...this.devices.values()].flatMap(({ problems }) => problems)];
  }

  get isAvailable(): boolean {
    return this.#link.source.isLive;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#settling?.cancel();
    await Promise.all([this.#link.stop(), this.#work, this.roster.stop()]);
  }

  /** A device that joins is told of in many messages: what there is then is described once. */
  #revised(): void {
    if (this.#isStopped) return;
    this.#settling ??= this.#clock.after(this.#limits.settleMs, () => {
      this.#settling = undefined;
      this.#work = this.#work.then(() => this.#describe());
    });
  }

  /** Makes the Things those of the bridge. Never rejects. */
  async #describe(): Promise<void> {
    const { parts, problems } = await this.#api.describe(this.#link.answer, this.#address, this.#limits.maxResources);
    this.#unusable = problems;
    for (const problem of problems) this.#logger.warn("not all of a Hue bridge is offered", { problem });
    await this.roster.become(parts.map(listed));
  }
}

const listed = (part: DescribedPart): ListedDevice => ({
  key: part.id,
  name: part.title,
  revision: JSON.stringify([part.modelName, untitled(part.model), untitled(part.southbound)]),
  describe: () => ({ parts: [part], problems: [] }),
});

/** Another title makes no other Thing. */
const untitled = ({ title: _, ...others }: { readonly title?: string }) => others;

/** The members of a group are an expression: a home with a thousand lamps has a long one. */
const maxMembersLength = 64 * 1024;
