import { type Clock, type Logger, silent, systemClock, type Timer } from "@thingwright/contracts";
import type { ExposedThing, Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import { type Bridge, type BridgeOptions, bridge } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { thingModelUrl } from "@thingwright/thing-descriptions";
import { bridgeUrl } from "./bridge-url.js";
import { type BridgeAddress, type DescribedPart, describeBridge } from "./describe-bridge.js";
import { HueLink } from "./hue-link.js";
import { type HueLimits, hueLimitsFrom } from "./limits.js";
import { bridgeDescription } from "./southbound.js";

/** Options of {@link hue}. */
export interface HueOptions {
  /** `https://` URL of the bridge. */
  readonly url: string;
  /** By this id the Servient's credentials for the bridge are found; default `urn:hue:bridge`. */
  readonly id?: string;
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: HueChange) => void;
  readonly limits?: Partial<HueLimits> & BridgeOptions["limits"];
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** What has happened to a Thing. A renamed one has its id still. */
export interface HueChange {
  readonly kind: "joined" | "left" | "renamed" | "redefined";
  readonly thing: ExposedThing;
}

/** Everything behind a Hue bridge as Things of the common API. */
export interface Hue extends AsyncDisposable {
  /** Things that are offered, by id. */
  readonly things: ReadonlyMap<string, ExposedThing>;
  /** What of the bridge is not offered, and why. */
  readonly problems: readonly string[];
  /** Whether the bridge can be heard now. */
  readonly isAvailable: boolean;
  /** Descriptions of the Things that are offered now. */
  discover(): Iterable<ThingDescription>;
  /** Takes all Things back. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Offers everything behind a Hue bridge on the servers of `servient`, and follows it: lamps, sensors, rooms and scenes that
 * come, go and are renamed do so while everything runs. Resolves when all that there is now is offered.
 *
 * @throws {UsageError} WOT_ARGUMENT for what is no address; WOT_RANGE for a limit out of range
 * @throws {WotError} of other families when the bridge cannot be reached, or refuses
 */
export async function hue(servient: Servient, options: HueOptions): Promise<Hue> {
  const adapter = new Adapter(servient, options);
  await adapter.start();
  return adapter;
}

interface Offered {
  readonly part: DescribedPart;
  readonly fingerprint: string;
  readonly bridge: Bridge;
}

class Adapter implements Hue {
  problems: readonly string[] = [];
  readonly #servient: Servient;
  readonly #options: HueOptions;
  readonly #address: BridgeAddress;
  readonly #limits: HueLimits;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #link: HueLink;
  readonly #offered = new Map<string, Offered>();
  #settling: Timer | undefined;
  #isStopped = false;
  /** What is being described: one description after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(servient: Servient, options: HueOptions) {
    const { url, id = "urn:hue:bridge", limits = {}, clock = systemClock, logger = silent } = options;
    this.#servient = servient;
    this.#options = options;
    this.#address = { url: bridgeUrl(url), id };
    this.#limits = hueLimitsFrom(limits);
    this.#clock = clock;
    this.#logger = logger;
    this.#link = new HueLink({
      bridge: servient.consume(bridgeDescription(this.#address.url, id)),
      limits: this.#limits,
      clock,
      logger,
      onRevised: () => this.#revise(),
    });
  }

  async start(): Promise<void> {
    await this.#link.read();
    await this.#describe();
    this.#link.start();
  }

  get things(): ReadonlyMap<string, ExposedThing> {
    return new Map(
      [...this.#offered].map(
        ([
          id,
          {
            bridge: { thing },
          },
        ]) => [id, thing],
      ),
    );
  }

  get isAvailable(): boolean {
    return this.#link.source.isLive;
  }

  *discover(): Iterable<ThingDescription> {
    for (const { bridge: offered } of this.#offered.values()) yield offered.thing.description;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#settling?.cancel();
    await Promise.all([this.#link.stop(), this.#work]);
    const all = [...this.#offered.values()];
    this.#offered.clear();
    await Promise.all(all.map(({ bridge: offered }) => offered.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** A device that joins is told of in many messages: what there is then is described once. */
  #revise(): void {
    if (this.#isStopped) return;
    this.#settling ??= this.#clock.after(this.#limits.settleMs, () => {
      this.#settling = undefined;
      this.#work = this.#work.then(() => this.#describe());
    });
  }

  /** Makes the Things those of the bridge. Never rejects. */
  async #describe(): Promise<void> {
    const { parts, problems } = await describeBridge(this.#link.answer, this.#address, this.#limits.maxResources);
    const failures: string[] = [];
    const ids = new Set(parts.map(({ id }) => id));
    for (const [id, offered] of this.#offered) if (!ids.has(id)) await this.#withdraw(id, offered);
    for (const part of parts) {
      if (this.#isStopped) return;
      try {
        await this.#offer(part);
      } catch (error) {
        failures.push(`${part.title}: ${asWotError(error).message}`);
      }
    }
    this.problems = [...problems, ...failures];
    for (const problem of this.problems) this.#logger.warn("not all of a Hue bridge is offered", { problem });
  }

  async #offer(part: DescribedPart): Promise<void> {
    const known = this.#offered.get(part.id);
    const fingerprint = JSON.stringify([part.title, part.model, part.southbound]);
    if (known?.fingerprint === fingerprint) return;
    if (known !== undefined) {
      this.#offered.delete(part.id);
      await known.bridge.stop();
    }
    const { southbound, model, modelName, id, title } = part;
    const { limits } = this.#options;
    const offered = await bridge(this.#servient, southbound, {
      as: model,
      id,
      title,
      through: (forms) => this.#link.through(forms),
      clock: this.#clock,
      logger: this.#logger,
      limits: { maxExpressionLength: maxMembersLength, ...limits },
      ...(modelName !== undefined && { modelHref: thingModelUrl(modelName) }),
    });
    this.#offered.set(id, { part, fingerprint, bridge: offered });
    const kind = known === undefined ? "joined" : known.part.title === title ? "redefined" : "renamed";
    this.#options.onChange?.({ kind, thing: offered.thing });
  }

  async #withdraw(id: string, { bridge: offered }: Offered): Promise<void> {
    this.#offered.delete(id);
    await offered.stop();
    this.#options.onChange?.({ kind: "left", thing: offered.thing });
  }
}

/** The members of a group are an expression: a home with a thousand lamps has a long one. */
const maxMembersLength = 64 * 1024;
