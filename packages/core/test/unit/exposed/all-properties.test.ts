import { settled } from "@thingwright/contract-tests";
import type { HostedThing } from "@thingwright/contracts";
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

describe("observing several properties", () => {
  const number = { type: "number", observable: true, default: 0 };
  const gauges = { title: "Gauges", properties: { a: number, b: number, c: number, fixed: { type: "number" } } };

  async function gaugesHosted() {
    const pairing = await pair(gauges as never);
    const [thing] = pairing.things();
    const heard: string[] = [];
    const observe = (who: string, names: readonly string[]) =>
      (thing as HostedThing).observeMultipleProperties!(
        names,
        {},
        {
          next: ({ content }) => void heard.push(`${who} ${new TextDecoder().decode(content.body)}`),
          error: () => {},
          complete: () => void heard.push(`${who} complete`),
        },
      );
    const set = async (name: string, value: number) => {
      (pairing.exposed as { set(name: string, value: unknown): void }).set(name, value);
      await settled();
    };
    return { pairing, thing: thing as HostedThing, observe, set, heard };
  }

  it("tells of these alone, beside those who observe all, until it is cancelled", async () => {
    const { pairing, thing, observe, set, heard } = await gaugesHosted();
    await using _ = pairing;
    const some = await observe("some", ["a", "b"]);
    await thing.observeAllProperties({}, { next: () => void heard.push("all"), error: () => {}, complete: () => {} });
    for (const name of ["a", "c", "b"]) await set(name, 1);
    some.cancel();
    await set("a", 2);
    expect(heard).toEqual(["all", 'some {"a":1}', "all", "all", 'some {"b":1}', "all"]);
  });

  it.each([
    [["a", "none"], "WOT_BAD_REQUEST"],
    [["a", "fixed"], "WOT_METHOD"],
  ])("of %j is refused", async (names, code) => {
    const { pairing, observe } = await gaugesHosted();
    await using _ = pairing;
    expect(() => observe("some", names)).toThrow(expect.objectContaining({ code }));
  });

  it("ends with the Thing", async () => {
    const { pairing, observe, heard } = await gaugesHosted();
    await using _ = pairing;
    await observe("some", ["a"]);
    await pairing.exposed.destroy();
    expect(heard).toEqual(["some complete"]);
  });

  it("has a bound on different choices, which leaves room for those who observe all", async () => {
    const properties = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`p${i}`, number]));
    await using pairing = await pair({ title: "Many", properties } as never);
    const [thing] = pairing.things() as Iterable<HostedThing> as [HostedThing];
    const nobody = { next() {}, error() {}, complete() {} };
    for (let i = 0; i < 64; i++) thing.observeMultipleProperties!([`p${i}`], {}, nobody);
    expect(() => thing.observeMultipleProperties!(["p64"], {}, nobody)).toThrow(
      expect.objectContaining({ code: "WOT_TOO_MANY" }),
    );
    expect(() => thing.observeAllProperties({}, nobody)).not.toThrow();
  });
});
