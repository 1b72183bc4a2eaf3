import type { MaybePromise } from "@thingwright/contracts";
import type { ConversionContext } from "../conversion/conversion.js";
import type { Writer } from "../mapping.js";
import { mergedState } from "./merged-state.js";

/**
 * What a device that has taken `payload` holds of the model's `value`, as a read will give it: the value as the device can
 * hold it where that can be told, otherwise `value`. Never fails.
 */
export function heldValue(
  { conversion, outlet, source, parts }: Writer,
  value: unknown,
  payload: unknown,
  context: ConversionContext,
): MaybePromise<unknown> {
  if (conversion.isDeclared) return conversion.nearest(value);
  const isSamePlace = outlet.kind === "property" && outlet.name === source && parts.length === 0;
  if (!isSamePlace) return value;
  const vendor = conversion.needsVendor ? payload : mergedState(context.vendor, payload);
  return readAgain(() => conversion.read(vendor, { ...context, vendor }), value);
}

async function readAgain(read: () => MaybePromise<unknown>, value: unknown): Promise<unknown> {
  try {
    return (await read()) ?? value;
  } catch {
    return value;
  }
}
