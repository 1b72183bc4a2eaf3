import { Servient } from "@thingwright/core";
import { UnsupportedError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { describedThing, json, type Script, scriptedBinding } from "../../../support/scripted-binding.js";

function consume(thing: ThingDescription, script: Script = {}) {
  let prepared = 0;
  const { binding, calls } = scriptedBinding({
    request: () => 1,
    ...script,
    prepare(request) {
      prepared += 1;
      return script.prepare?.(request);
    },
  });
  return { thing: new Servient({ clients: [binding] }).consume(thing), calls, prepared: () => prepared };
}

const level = (...forms: object[]) => describedThing({ properties: { level: { type: "integer", forms } } } as never);

describe("the plans of a Thing", () => {
  it("are compiled at their first use and kept", async () => {
    const { thing, prepared } = consume(level({ href: "script://a" }));
    expect(prepared()).toBe(0);
    await thing.read("level");
    await thing.read("level");
    expect(prepared()).toBe(1);
    await thing.write("level", 1);
    expect(prepared()).toBe(2);
  });

  it("use the Forms of the operation only, in the document's order and resolved against the base", async () => {
    const td = {
      ...level({ href: "w", op: "writeproperty" }, { href: "r{?unit}", op: ["readproperty"] }, { href: "last" }),
      base: "script://base/",
    };
    const { thing, calls } = consume(td);
    await thing.read("level", { uriVariables: { unit: "m" } });
    await thing.write("level", 1);
    expect(calls.map(({ url }) => url)).toEqual(["script://base/r?unit=m", "script://base/w"]);
  });

  it("list every Form that was refused, and why", async () => {
    const { thing } = consume(level({ href: "script://a" }, { href: "other://b" }), {
      prepare: () => ({ refused: "no such host" }),
    });
    const error = (await thing.read("level").catch((caught: unknown) => caught)) as UnsupportedError;
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.attempts.map(({ href, reason }) => [href, reason])).toEqual([
      ["script://a", "no such host"],
      ["other://b", 'no binding is installed for "other:"'],
    ]);
  });

  it("say when the document has no Form for an operation", async () => {
    const { thing } = consume(level({ href: "script://a", op: "writeproperty" }));
    await expect(thing.read("level")).rejects.toThrow(/the Thing Description has no Form for it/);
  });

  it("keep operations of one name apart", async () => {
    const td = describedThing({
      properties: { same: { type: "integer", forms: [{ href: "script://p" }] } },
      actions: { same: { forms: [{ href: "script://a" }] } },
    });
    const { thing, calls } = consume(td);
    await thing.read("same");
    await thing.invoke("same");
    expect(calls.map(({ url }) => url)).toEqual(["script://p", "script://a"]);
  });

  it("have names of prototypes for ordinary names", async () => {
    const properties = JSON.parse('{"toString":{"type":"integer","forms":[{"href":"script://a"}]}}');
    const { thing } = consume(describedThing({ properties }));
    expect(await thing.read("toString")).toBe(1);
    await expect(thing.read("valueOf")).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
    await expect(thing.readMultiple(["hasOwnProperty"])).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
  });

  it("read an answer by the type that it says, else by that of its Form", async () => {
    const forms = [{ href: "script://a", contentType: "text/plain", response: { contentType: "application/cbor" } }];
    const answers = [json(2), { contentType: "", body: Uint8Array.of(3) }];
    const { thing } = consume(level(...forms), { request: () => answers.shift() });
    expect([await thing.read("level"), await thing.read("level")]).toEqual([2, 3]);
  });
});
