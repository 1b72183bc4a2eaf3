import { RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { pair } from "../../support/lamp.js";

const init = {
  title: "Sensor",
  properties: { left: { type: "number", readOnly: true }, right: { type: "number", readOnly: true } },
} as const;

const away = (): never => {
  throw new RequestError("WOT_UNAVAILABLE", "the device is offline");
};

describe("reading all properties", () => {
  it("leaves out what cannot be had now", async () => {
    await using sensor = await pair(init as never, {}, (thing) => {
      thing.setPropertyReadHandler("left", away);
      thing.setPropertyReadHandler("right", () => 1);
    });
    expect(await sensor.consumed.readAll()).toEqual({ right: 1 });
  });

  it("is unavailable when no property can be had", async () => {
    await using sensor = await pair(init as never, {}, (thing) => {
      thing.setPropertyReadHandler("left", away);
      thing.setPropertyReadHandler("right", away);
    });
    await expect(sensor.consumed.readAll()).rejects.toMatchObject({
      problem: { status: 503, detail: "no property can be had now" },
    });
  });

  it("leaves out what has URI variables of its own, and reads what only has those of the whole Thing", async () => {
    const [step, day] = [{ step: { type: "integer" } }, { day: { type: "integer" } }];
    const properties = {
      plain: { type: "integer", readOnly: true, const: 1 },
      shared: { type: "integer", readOnly: true, const: 2, uriVariables: step },
      own: { type: "integer", readOnly: true, const: 3, uriVariables: { ...step, ...day } },
    };
    await using counter = await pair({ title: "Counter", uriVariables: step, properties } as never);
    expect(await counter.consumed.readAll()).toEqual({ plain: 1, shared: 2 });
  });

  it("gives an empty object of a Thing that has nothing to read", async () => {
    const action = { title: "Bell", actions: { ring: {} }, properties: { pin: { type: "string", writeOnly: true } } };
    await using bell = await pair(action as never);
    expect(await bell.consumed.readAll()).toEqual({});
  });
});
