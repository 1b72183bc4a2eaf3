import { asWotError } from "@thingwright/errors";
import type { PropertyReference } from "../protocol/property-reference.js";
import type { BacnetValue } from "../protocol/value.js";
import { propertyId } from "./property-id.js";
import type { PropertyWatcher } from "./watch-target.js";

/** Reads a property of the object that is watched. */
type Read = (reference: Pick<PropertyReference, "property" | "index">) => Promise<readonly BacnetValue[]>;

/**
 * Reads what `watchers` of one object want to hear of, and tells each of its own: one that cannot be read does not disturb the
 * others.
 *
 * @throws {WotError} when the device does not answer, or refuses to have any of it read
 */
export async function readWatched(watchers: readonly PropertyWatcher[], read: Read): Promise<void> {
  const needsFlags = watchers.some((watcher) => watcher.needsFlags);
  const flags = needsFlags ? read({ property: propertyId.statusFlags }).catch(() => undefined) : undefined;
  const outcomes = await Promise.all(watchers.map((watcher) => read(watcher).catch(asWotError)));
  const failures = outcomes.filter((outcome) => outcome instanceof Error);
  const away = failures.find(({ family }) => family === "NetworkError" || family === "TimeoutError");
  if (away !== undefined) throw away;
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome instanceof Error) watchers[index]!.refused(outcome);
    else watchers[index]!.changed(outcome, await flags);
  }
  if (failures.length > 0 && failures.length === watchers.length) throw failures[0];
}
