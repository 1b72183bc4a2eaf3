import { RequestError } from "@thingwright/errors";
import { validateThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { serveLamp } from "./support/served-lamp.js";

describe("a Thing whose Forms describe problems", () => {
  it("has a valid Thing Description, and its Consumer is told of a failure as ever", async () => {
    const init = { properties: { level: { type: "integer" } }, actions: { fade: { synchronous: false } } } as const;
    await using lamp = await serveLamp(init, { http: { port: 0, describeProblems: true } }, (thing) => {
      thing.setPropertyReadHandler("level", () => {
        throw new RequestError("WOT_CONFLICT", "the lamp is broken");
      });
    });
    expect(validateThingDescription(lamp.td)).toEqual([]);
    expect(lamp.td.properties?.level?.forms[0]?.additionalResponses).toHaveLength(1);
    await expect(lamp.servient.consume(lamp.td).read("level")).rejects.toMatchObject({
      code: "WOT_REMOTE",
      status: "409",
      problem: { code: "WOT_CONFLICT", detail: "the lamp is broken" },
    });
  });
});
