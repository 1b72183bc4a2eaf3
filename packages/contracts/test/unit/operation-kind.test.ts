import {
  actionOperations,
  eventOperations,
  type Operation,
  propertyOperations,
  thingOperations,
} from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { isSubscribing, isUnsubscribing } from "../../src/index.js";

const all: readonly Operation[] = [...propertyOperations, ...actionOperations, ...eventOperations, ...thingOperations];

describe("An operation", () => {
  it("subscribes, or ends that, or is a request", () => {
    expect(all.filter(isSubscribing)).toEqual([
      "observeproperty",
      "subscribeevent",
      "observeallproperties",
      "subscribeallevents",
    ]);
    expect(all.filter(isUnsubscribing)).toEqual(all.filter(isSubscribing).map((operation) => `un${operation}`));
  });
});
