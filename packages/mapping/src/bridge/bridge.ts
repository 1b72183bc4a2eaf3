import { type Clock, type Logger, silent } from "@thingwright/contracts";
import { ConsumedThing, type ExposedThing, type Servient } from "@thingwright/core";
import type { ThingDescription, ThingModel } from "@thingwright/td";
import { compileMapping } from "../compile-mapping.js";
import type { ExpressionLimits } from "../conversion/expression.js";
import { findLosses } from "../losses.js";
import type { BridgeLimits } from "./bridge-limits.js";
import { BridgedDevice } from "./bridged-device.js";
import { northboundOf, serve, southboundOf } from "./core-adapters.js";
import { type NorthboundOptions, northboundInit } from "./northbound-init.js";
import type { Southbound } from "./southbound.js";

/** Options of {@link bridge}. */
export interface BridgeOptions extends NorthboundOptions {
  /** The Thing Model of the common API that the device is to appear as. */
  readonly as: ThingModel;
  /**
   * How the device is reached, made of how its Forms reach it: for what no Form can carry, such as one connection that
   * several Things share ({@link SharedSource}). Default: as its Forms say.
   */
  readonly through?: (southbound: Southbound) => Southbound;
  readonly limits?: Partial<BridgeLimits & ExpressionLimits>;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** A vendor's device that is offered as a Thing of the common API. */
export interface Bridge extends AsyncDisposable {
  /** The Thing as it is offered. */
  readonly thing: ExposedThing;
  /** What is known of the device. */
  readonly device: BridgedDevice;
  /** Takes the Thing back and leaves the device alone. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Offers a vendor's device as a Thing of the common API: consumes its southbound Thing Description, follows its values,
 * and exposes a Thing of the model `as` on all servers of `servient`.
 *
 * Does not wait for the device: it may be away. Its Thing is there all the same and answers WOT_UNAVAILABLE until the
 * device comes. Credentials for the device come from the Servient's store, by the southbound description's `id`.
 *
 * @param southbound - forms to the vendor's interface, with terms of the mapping vocabulary (README.md)
 * @throws {ThingDescriptionError} WOT_MAPPING when the mapping is unusable or lacks what the model requires
 */
export async function bridge(
  servient: Servient,
  southbound: ThingDescription | ConsumedThing,
  options: BridgeOptions,
): Promise<Bridge> {
  const { as: model, limits = {}, logger = silent, clock, through = (forms) => forms } = options;
  const consumed = southbound instanceof ConsumedThing ? southbound : servient.consume(southbound);
  const mapping = compileMapping(consumed.description, model, limits);
  for (const loss of await findLosses(mapping, model))
    logger.info("a mapping does not give back what is written", { ...loss });
  const thing = servient.produce(northboundInit(model, mapping, options));
  const device = new BridgedDevice(mapping, through(southboundOf(consumed)), northboundOf(thing, logger), {
    limits,
    logger,
    ...(clock !== undefined && { clock }),
  });
  serve(thing, device, options.valueTimes === true);
  await thing.expose();
  device.start();
  return new RunningBridge(thing, device);
}

class RunningBridge implements Bridge {
  readonly thing: ExposedThing;
  readonly device: BridgedDevice;

  constructor(thing: ExposedThing, device: BridgedDevice) {
    this.thing = thing;
    this.device = device;
  }

  async stop(): Promise<void> {
    await this.thing.destroy();
    await this.device.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
