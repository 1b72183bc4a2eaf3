import type { ConsumedThing, ExposedThing, Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import { type Bridge, type BridgeOptions, bridge, type DeviceLosses, sumOfLosses } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { thingModelUrl } from "@thingwright/thing-descriptions";
import { chosenModel } from "./chosen-model.js";
import type { DescribedPart, ListedDevice } from "./described-device.js";
import type { OfferedDevice } from "./offered-device.js";
import type { SettingsOf } from "./part-settings.js";

/** How devices are offered. */
export interface OfferingEnvironment {
  /** Offers the Things on its servers. */
  readonly servient: Servient;
  /** Makes a device usable; default: the Servient that offers. An adapter with a binding of its own has a Servient for it. */
  readonly consume?: (southbound: ThingDescription) => ConsumedThing;
  /** How the device `key` is reached where no Form can say it, as `bridge` has it. */
  readonly through?: (key: string) => NonNullable<BridgeOptions["through"]>;
  readonly settingsOf?: SettingsOf;
  readonly bridging: Pick<BridgeOptions, "limits" | "clock" | "logger" | "valueTimes">;
}

/** A device of an ecosystem, with the Things that it is offered as. */
export class AdaptedDevice implements OfferedDevice, AsyncDisposable {
  readonly key: string;
  readonly name: string;
  readonly revision: string;
  readonly problems: readonly string[];
  /** Ids of all its Things, also of those that are hidden. */
  readonly ids: readonly string[];
  readonly #bridges: readonly Bridge[];

  private constructor(
    { key, name, revision }: ListedDevice,
    ids: readonly string[],
    bridges: readonly Bridge[],
    problems: readonly string[],
  ) {
    this.key = key;
    this.name = name;
    this.revision = revision;
    this.ids = ids;
    this.problems = problems;
    this.#bridges = bridges;
  }

  /** Offers `listed`. Never rejects: a part that cannot be offered is among the problems. */
  static async offer(listed: ListedDevice, environment: OfferingEnvironment): Promise<AdaptedDevice> {
    const { parts, problems } = await described(listed);
    const bridges: Bridge[] = [];
    const failures: string[] = [];
    for (const part of parts) {
      const settings = environment.settingsOf?.(part.id) ?? {};
      if (settings.isHidden === true) continue;
      try {
        bridges.push(await offerPart(listed.key, part, environment));
      } catch (error) {
        failures.push(`${part.title}: ${asWotError(error).message}`);
      }
    }
    const ids = parts.map(({ id }) => id);
    return new AdaptedDevice(listed, ids, bridges, [...problems, ...failures]);
  }

  get things(): readonly ExposedThing[] {
    return this.#bridges.map(({ thing }) => thing);
  }

  get isAvailable(): boolean {
    return this.#bridges.every(({ device }) => device.isAvailable);
  }

  get lastSeen(): number | undefined {
    const times = this.#bridges.flatMap(({ device }) => device.heardAt ?? []);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  /** What came to nothing so far, at all of its Things. */
  get losses(): DeviceLosses {
    return sumOfLosses(this.#bridges.map(({ device }) => device.losses));
  }

  /** Takes its Things back. Idempotent. */
  async stop(): Promise<void> {
    await Promise.all(this.#bridges.map((each) => each.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

async function described(listed: ListedDevice) {
  try {
    return await listed.describe();
  } catch (error) {
    return { parts: [], problems: [`it cannot be described: ${asWotError(error).message}`] };
  }
}

async function offerPart(key: string, part: DescribedPart, environment: OfferingEnvironment): Promise<Bridge> {
  const { servient, through, bridging, consume = (td) => servient.consume(td), settingsOf } = environment;
  const { id, model, southbound } = part;
  const { title = part.title, overrides, modelName: chosen } = settingsOf?.(id) ?? {};
  const modelName = chosen ?? part.modelName;
  return await bridge(servient, consume(southbound), {
    ...bridging,
    as: chosen === undefined ? model : await chosenModel(chosen, model),
    id,
    title,
    ...(through !== undefined && { through: through(key) }),
    ...(overrides !== undefined && { overrides }),
    ...(modelName !== undefined && { modelHref: thingModelUrl(modelName) }),
  });
}
