import type { ExposedThing, Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import type { ThingDescription, ThingModel } from "@thingwright/td";
import { type Bridge, type BridgeOptions, bridge } from "./bridge.js";

/** One Thing of a device that is several: a lamp, one channel of a relay. */
export interface BridgedPart {
  readonly southbound: ThingDescription;
  readonly model: ThingModel;
  /** Of the Thing that is offered. */
  readonly id: string;
  readonly title: string;
  /** Where its model can be found. */
  readonly modelHref?: string;
}

/** Parts that are offered, and why others are not. */
export interface OfferedParts {
  readonly bridges: readonly Bridge[];
  readonly failures: readonly string[];
}

/** Offers each of `parts`, one after the other. Never rejects: a part that cannot be offered is among the failures. */
export async function bridgeParts(
  servient: Servient,
  parts: readonly BridgedPart[],
  options: Pick<BridgeOptions, "limits" | "clock" | "logger">,
): Promise<OfferedParts> {
  const bridges: Bridge[] = [];
  const failures: string[] = [];
  for (const { southbound, model, id, title, modelHref } of parts) {
    const own = { ...options, as: model, id, title, ...(modelHref !== undefined && { modelHref }) };
    try {
      bridges.push(await bridge(servient, southbound, own));
    } catch (error) {
      failures.push(`${title}: ${asWotError(error).message}`);
    }
  }
  return { bridges, failures };
}

/** A device that is offered as one Thing or several. */
export class BridgedParts implements AsyncDisposable {
  readonly #bridges: readonly Bridge[];

  constructor(bridges: readonly Bridge[]) {
    this.#bridges = bridges;
  }

  /** The Things that it is offered as, the main one first. */
  get things(): readonly ExposedThing[] {
    return this.#bridges.map(({ thing }) => thing);
  }

  /** False while the device, or what stands between, is said to be away. */
  get isAvailable(): boolean {
    return this.#bridges.every(({ device }) => device.isAvailable);
  }

  /** When the device was last heard, in milliseconds since 1970; `undefined` before it is. */
  get lastSeen(): number | undefined {
    const times = this.#bridges.flatMap(({ device }) => device.heardAt ?? []);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  /** Takes its Things back. Idempotent. */
  async stop(): Promise<void> {
    await Promise.all(this.#bridges.map((each) => each.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
