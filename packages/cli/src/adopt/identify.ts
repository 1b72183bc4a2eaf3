import type { ConsumedThing, Servient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";

/** How long a device that cannot identify itself is the other way round. */
export const showMs = 1_000;

/**
 * Has a device show itself: by its action `identify`, or by switching it over and back.
 *
 * @param pause - waits for so many milliseconds
 * @returns how it did; `undefined` when it has neither
 * @throws {WotError} when the device refuses, or is away
 */
export async function identify(
  servient: Servient,
  description: ThingDescription,
  pause: (delayMs: number) => Promise<void>,
): Promise<"identified" | "switched" | undefined> {
  const thing = servient.consume<ThingDescription>(description);
  if (takesNoInput(description)) {
    await thing.invoke("identify");
    return "identified";
  }
  const { on } = description.properties ?? {};
  if (on === undefined || on.readOnly === true || on.writeOnly === true) return undefined;
  await switchOver(thing, pause);
  return "switched";
}

const takesNoInput = ({ actions = {} }: ThingDescription): boolean =>
  Object.hasOwn(actions, "identify") && actions.identify!.input === undefined;

async function switchOver(thing: ConsumedThing, pause: (delayMs: number) => Promise<void>): Promise<void> {
  const before = await thing.read("on");
  try {
    await thing.write("on", !before);
    await pause(showMs);
  } finally {
    await thing.write("on", before);
  }
}
