import type { Logger } from "@thingwright/contracts";
import type { ActionInvocation, ConsumedThing, ExposedThing } from "@thingwright/core";
import { asWotError, ProtocolError } from "@thingwright/errors";
import type { BridgedDevice } from "./bridged-device.js";
import type { Northbound } from "./northbound.js";
import { valueTimes } from "./northbound-init.js";
import type { Southbound, SouthboundOptions } from "./southbound.js";

/** A consumed Thing as the device's side of a bridge. */
export function southboundOf(thing: ConsumedThing): Southbound {
  return {
    read: (name, options) => thing.read(name, options),
    write: (name, value, options) => thing.write(name, value, options),
    invoke: async (name, input, options) => outputOf(await thing.start(name, input, options), options),
    watch(kind, name, { onReady, ...options }) {
      const observation = kind === "property" ? thing.observe(name, options) : thing.subscribe(name, options);
      observation.ready.then(onReady, () => {});
      return observation;
    },
  };
}

/** @throws {ProtocolError} WOT_PROTOCOL for an output that cannot be read */
async function outputOf(invocation: ActionInvocation, options: SouthboundOptions): Promise<unknown> {
  try {
    return await invocation.result(options);
  } catch (error) {
    if (asWotError(error).family !== "DataSchemaError") throw error;
    throw new ProtocolError("WOT_PROTOCOL", "the output of the action makes no sense", { cause: error });
  }
}

/** An exposed Thing as the model's side of a bridge. */
export function northboundOf(thing: ExposedThing, logger: Logger): Northbound {
  const report = (error: unknown): void => {
    logger.warn("a change of a bridged device could not be told", { message: asWotError(error).message });
  };
  return {
    propertyChanged(name) {
      thing.emitPropertyChange(name).catch(report);
    },
    eventHappened(name, data) {
      try {
        thing.emitEvent(name, data);
      } catch (error) {
        report(error);
      }
    },
  };
}

/**
 * Lets `device` answer for every affordance of `thing`. Known values are answered at once, without a promise.
 *
 * @param hasTimes - the Thing has the property of {@link NorthboundOptions.valueTimes}
 */
export function serve(thing: ExposedThing, device: BridgedDevice, hasTimes: boolean): void {
  const { properties = {}, actions = {} } = thing.description;
  if (hasTimes) thing.setPropertyReadHandler(valueTimes, () => device.valueTimes);
  for (const [name, property] of Object.entries(properties)) {
    if (hasTimes && name === valueTimes) continue;
    if (property.writeOnly !== true) thing.setPropertyReadHandler(name, () => device.read(name));
    if (property.readOnly === true) continue;
    thing.setPropertyWriteHandler(name, async (value, options) => device.write(name, await value.value(), options));
  }
  for (const name of Object.keys(actions)) {
    thing.setActionHandler(name, async (input, options) => device.invoke(name, await input.value(), options));
  }
}
