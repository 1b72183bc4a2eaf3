import { isObject } from "@thingwright/mapping";
import { builtInType } from "./built-in-type.js";

/** What a subscription watches, by handle. */
export interface Watched {
  has(clientHandle: number): boolean;
  /** The node has a structure as its value now. */
  changed(clientHandle: number): void;
}

/**
 * Takes out of a notification, before the stack looks at it, what the stack would fail at with nobody to hear: an unheard rejection ends the
 * process. Those are structures, of which it would ask the server what they are made of, and what belongs to items that are not
 * watched any more. Whoever watches a node that has a structure is told, and reads it in place.
 *
 * @param message - of the stack's `received_notifications`; it is changed
 */
export function structuresApart(message: unknown, watched: Watched): void {
  if (!isObject(message) || !Array.isArray(message.notificationData)) return;
  for (const data of message.notificationData as unknown[]) {
    if (!isObject(data)) continue;
    const { monitoredItems, events } = data as Record<string, unknown>;
    if (Array.isArray(monitoredItems)) Object.assign(data, { monitoredItems: valuesOf(monitoredItems, watched) });
    if (Array.isArray(events)) Object.assign(data, { events: events.filter((event) => isWatched(event, watched)) });
    for (const event of Array.isArray(data.events) ? (data.events as unknown[]) : []) fieldsApart(event);
  }
}

const isWatched = (item: unknown, watched: Watched): boolean =>
  isObject(item) && typeof item.clientHandle === "number" && watched.has(item.clientHandle);

const valuesOf = (items: readonly unknown[], watched: Watched): readonly unknown[] =>
  items.filter((item) => {
    if (!isWatched(item, watched)) return false;
    const { value, clientHandle } = item as {
      readonly value?: { readonly value?: unknown };
      readonly clientHandle: number;
    };
    const isKept = !isStructure(value?.value);
    if (!isKept) watched.changed(clientHandle);
    return isKept;
  });

/** No field that is asked for is a structure: one that is one is nothing. */
function fieldsApart(event: unknown): void {
  if (!isObject(event) || !Array.isArray(event.eventFields)) return;
  for (const field of event.eventFields as unknown[]) {
    if (isStructure(field)) Object.assign(field as object, { dataType: 0, value: null });
  }
}

const isStructure = (variant: unknown): boolean =>
  isObject(variant) && variant.dataType === builtInType.extensionObject;
