import { describe, expect, it } from "vitest";
import { structuresApart } from "../../../src/stack/structures-apart.js";

const watching = (...handles: readonly number[]) => {
  const changed: number[] = [];
  return {
    has: (handle: number) => handles.includes(handle),
    changed: (handle: number) => changed.push(handle),
    told: changed,
  };
};

const item = (clientHandle: number, dataType: number) => ({ clientHandle, value: { value: { dataType, value: 1 } } });

describe("structures of a notification", () => {
  it("are taken out, and told of; other values stay", () => {
    const message = { notificationData: [{ monitoredItems: [item(1, 11), item(2, 22)] }] };
    const watched = watching(1, 2);
    structuresApart(message, watched);
    expect(message.notificationData[0]!.monitoredItems).toEqual([item(1, 11)]);
    expect(watched.told).toEqual([2]);
  });

  it("are nothing as fields of events", () => {
    const message = {
      notificationData: [
        {
          events: [
            {
              clientHandle: 1,
              eventFields: [
                { dataType: 22, value: {} },
                { dataType: 12, value: "a" },
              ],
            },
          ],
        },
      ],
    };
    structuresApart(message, watching(1));
    expect(message.notificationData[0]!.events[0]!.eventFields).toEqual([
      { dataType: 0, value: null },
      { dataType: 12, value: "a" },
    ]);
  });

  it("go with all that is not watched any more", () => {
    const message = {
      notificationData: [
        { monitoredItems: [item(7, 11), null] },
        { events: [{ clientHandle: 8, eventFields: [] }, null] },
      ],
    };
    structuresApart(message, watching(1));
    expect(message.notificationData).toEqual([{ monitoredItems: [] }, { events: [] }]);
  });

  it.each([undefined, null, {}, { notificationData: [null, 1, {}] }])("are not in %j", (message) => {
    expect(() => structuresApart(message, watching())).not.toThrow();
  });
});
