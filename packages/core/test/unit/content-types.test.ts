import type { ConsumedThing } from "@thingwright/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lampInit, pair } from "../support/lamp.js";

/** The position of the Form of a property with a content type. */
const formOf = (thing: ConsumedThing, name: string, contentType: string): number =>
  thing.description.properties?.[name]?.forms.findIndex((form) => form.contentType === contentType) as number;

describe("content types from end to end", () => {
  it("reads and writes the same in each that is offered", async () => {
    const contentTypes = ["application/cbor", "application/json"];
    await using lamp = await pair(lampInit, { contentTypes });
    for (const [at, contentType] of contentTypes.entries()) {
      const formIndex = formOf(lamp.consumed, "brightness", contentType);
      await lamp.consumed.write("brightness", at, { formIndex });
      expect(await lamp.consumed.read("brightness", { formIndex })).toBe(at);
      expect(await lamp.consumed.read("brightness")).toBe(at);
    }
  });

  it("brings observers each their own", async () => {
    const contentTypes = ["application/json", "application/cbor"];
    await using lamp = await pair(lampInit, { contentTypes });
    const observations = contentTypes.map((contentType) =>
      lamp.consumed.observe("brightness", { formIndex: formOf(lamp.consumed, "brightness", contentType) }),
    );
    await Promise.all(observations.map(({ ready }) => ready));
    lamp.exposed.set("brightness", 9);
    expect(await Promise.all(observations.map(async (each) => (await each.next()).value))).toEqual([9, 9]);
    await Promise.all(observations.map((each) => each.return()));
  });

  it("carries texts as text, the empty one too", async () => {
    const properties = { note: { type: "string" as const, observable: true } };
    await using thing = await pair({ title: "Note", properties }, { contentTypes: ["text/plain"] });
    await using observation = thing.consumed.observe("note");
    await observation.ready;
    for (const text of ["grüße", ""]) {
      await thing.consumed.write("note", text);
      expect(await thing.consumed.read("note")).toBe(text);
      expect((await observation.next()).value).toBe(text);
      expect(await (await thing.consumed.readProperty("note")).value()).toBe(text);
    }
  });

  it("carries bytes as bytes", async () => {
    const properties = {
      blob: { type: "string" as const, forms: [{ href: "", contentType: "application/octet-stream" }] },
    };
    await using thing = await pair({ title: "Blob", properties }, {}, (exposed) => {
      exposed.setPropertyReadHandler("blob", () => new Blob([Uint8Array.of(0, 255, 1)]).stream());
    });
    const buffer = await (await thing.consumed.readProperty("blob")).arrayBuffer();
    expect(new Uint8Array(buffer)).toEqual(Uint8Array.of(0, 255, 1));
  });

  it("reads back any JSON value that was written, in JSON and in CBOR", async () => {
    const contentTypes = ["application/json", "application/cbor"];
    const properties = { any: { observable: true } };
    await using thing = await pair({ title: "Anything", properties }, { contentTypes });
    // JSON has one zero; a member `__proto__` is refused by the codecs.
    const anything = fc
      .jsonValue({ maxDepth: 6 })
      .map((value) => JSON.parse(JSON.stringify(value)) as unknown)
      .filter((value) => !JSON.stringify(value).includes("__proto__"));
    await fc.assert(
      fc.asyncProperty(anything, fc.constantFrom(...contentTypes), async (value, contentType) => {
        const formIndex = formOf(thing.consumed, "any", contentType);
        await thing.consumed.write("any", value, { formIndex });
        expect(await thing.consumed.read("any", { formIndex })).toEqual(value);
        expect(await thing.consumed.readMultiple(["any"])).toEqual({ any: value });
      }),
      { numRuns: 200 },
    );
  });
});
