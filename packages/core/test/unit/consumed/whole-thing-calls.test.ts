import { Servient } from "@thingwright/core";
import { RemoteError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { describedThing, type ScriptedCall, scriptedBinding } from "../../support/scripted-binding.js";

const own = (name: string, op?: "readproperty" | "writeproperty") => [
  { href: `script://own/${name}`, ...(op === undefined ? {} : { op }) },
];

const td = (members: Partial<ThingDescription> = {}) =>
  describedThing({
    properties: {
      on: { type: "boolean", forms: own("on") },
      level: { type: "integer", forms: own("level") },
      serial: { type: "string", readOnly: true, forms: own("serial", "readproperty") },
      pin: { type: "string", writeOnly: true, forms: own("pin", "writeproperty") },
      log: { type: "array", readOnly: true, uriVariables: { day: {} }, forms: own("log", "readproperty") },
    },
    ...members,
  });

const state = { on: true, level: 3, serial: "L-1" };

function consume(thing: ThingDescription, request: (call: ScriptedCall) => unknown) {
  const { binding, calls } = scriptedBinding({ request });
  return { calls, thing: new Servient({ clients: [binding] }).consume(thing) };
}

const urls = (calls: readonly ScriptedCall[]) => calls.map(({ url }) => url.replace("script://", ""));
const sentIn = ({ exchange }: ScriptedCall) => JSON.parse(new TextDecoder().decode(exchange.content?.body));

/** Answers for each property at its own Form. */
const each = ({ url }: ScriptedCall) => Object.entries(state).find(([name]) => url.endsWith(`/${name}`))?.[1];

describe("the operations on the whole Thing, without Forms at the Thing,", () => {
  it("read each property that can be read without variables", async () => {
    const { thing, calls } = consume(td(), each);
    expect(await thing.readAll()).toEqual(state);
    expect(urls(calls)).toEqual(["own/on", "own/level", "own/serial"]);
  });

  it("read each of the named properties", async () => {
    const { thing, calls } = consume(td(), each);
    expect(await thing.readMultiple(["level", "on"])).toEqual({ level: 3, on: true });
    expect(urls(calls)).toEqual(["own/level", "own/on"]);
    await expect(thing.readMultiple(["__proto__"])).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
  });

  it("write one after the other, after a look at all of them", async () => {
    const { thing, calls } = consume(td(), () => undefined);
    await thing.writeMultiple({ on: true, level: 1 });
    expect(urls(calls)).toEqual(["own/on", "own/level"]);
    await expect(thing.writeMultiple({ on: true, level: "high" })).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    await expect(thing.writeMultiple({ on: true, level: undefined })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(thing.writeMultiple({ on: true, serial: "x" })).rejects.toMatchObject({ code: "WOT_OPERATION" });
    await expect(thing.writeMultiple({ on: true, off: 1 })).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
    expect(calls).toHaveLength(2);
  });

  it("write all, when all that can be written are there", async () => {
    const { thing, calls } = consume(td(), () => undefined);
    await expect(thing.writeAll({ on: true, level: 1 })).rejects.toThrow(/"pin"/);
    expect(calls).toEqual([]);
    await thing.writeAll({ on: true, level: 1, pin: "0000" });
    expect(urls(calls)).toEqual(["own/on", "own/level", "own/pin"]);
  });

  it("ignore the position of a Form, which is of the Thing and not of a property", async () => {
    const { thing } = consume(td(), each);
    expect(await thing.readAll({ formIndex: 7 })).toEqual(state);
  });
});

describe("the operations on the whole Thing, with Forms at the Thing,", () => {
  it("are one request each", async () => {
    const forms = [
      { href: "script://all", op: ["readallproperties", "writeallproperties", "writemultipleproperties"] as const },
      { href: "script://some{?names}", op: "readmultipleproperties" as const },
    ];
    const { thing, calls } = consume(td({ forms }), () => state);
    expect(await thing.readAll()).toEqual(state);
    expect(await thing.readMultiple(["on", "level"])).toEqual({ on: true, level: 3 });
    await thing.writeMultiple({ on: false });
    await thing.writeAll({ on: false, level: 0, pin: "1" });
    expect(urls(calls)).toEqual(["all", "some?names=on,level", "all", "all"]);
    expect(calls.slice(2).map(sentIn)).toEqual([{ on: false }, { on: false, level: 0, pin: "1" }]);
  });

  it("check what they send and what they get", async () => {
    const forms = [{ href: "script://all", op: ["readallproperties", "writeallproperties"] as const }];
    const bad = consume(td({ forms }), () => ({ ...state, level: "high" }));
    await expect(bad.thing.readAll()).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    const list = consume(td({ forms }), () => [1]);
    await expect(list.thing.readAll()).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    const values = { on: true, level: "high", pin: "" };
    await expect(bad.thing.writeAll(values)).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    expect(bad.calls).toHaveLength(1);
  });

  it("find it a fault of the Thing when a property that was asked for is missing", async () => {
    const forms = [{ href: "script://some{?names}", op: "readmultipleproperties" as const }];
    const { thing } = consume(td({ forms }), () => ({ on: true }));
    await expect(thing.readMultiple(["on", "level"])).rejects.toThrow(/lacks "level"/);
  });

  it("take members that the Thing Description does not know as they are", async () => {
    const forms = [{ href: "script://all", op: "readallproperties" as const }];
    const { thing } = consume(td({ forms }), () => ({ ...state, uptime: 9, constructor: 1 }));
    expect(await thing.readAll()).toEqual({ ...state, uptime: 9, constructor: 1 });
    const outputs = await thing.readAllProperties();
    expect(await outputs.get("uptime")?.value()).toBe(9);
    expect(outputs.get("uptime")?.schema).toBeUndefined();
  });

  it("read properties that have no Form of their own", async () => {
    const forms = [{ href: "script://all", op: "readallproperties" as const }];
    const properties = {
      on: { type: "boolean" as const, forms: [{ href: "script://w", op: "writeproperty" as const }] },
    };
    const { thing } = consume(describedThing({ properties, forms }), () => ({ on: true }));
    expect(await (await thing.readAllProperties()).get("on")?.value()).toBe(true);
  });

  it("fall back to each property when nothing installed takes the Forms", async () => {
    const forms = [{ href: "nonsense://all", op: ["readallproperties", "writemultipleproperties"] as const }];
    const { thing, calls } = consume(td({ forms }), each);
    expect(await thing.readAll()).toEqual(state);
    await thing.writeMultiple({ on: true });
    expect(urls(calls)).toEqual(["own/on", "own/level", "own/serial", "own/on"]);
  });

  it("name the properties in the variable of whichever Form is used", async () => {
    const forms = [
      { href: "script://dead{?names}", op: "readmultipleproperties" as const },
      { href: "script://some{?lang,p}", op: "readmultipleproperties" as const },
    ];
    const uriVariables = { lang: { type: "string" as const } };
    const { thing, calls } = consume(td({ forms, uriVariables }), ({ url }) => {
      if (url.startsWith("script://dead")) throw Object.assign(new Error("bug"), { code: "X" });
      return state;
    });
    await expect(thing.readMultiple(["on"])).rejects.toMatchObject({ code: "WOT_INTERNAL" });
    expect(await thing.readMultiple(["on"], { formIndex: 1, uriVariables: { lang: "de" } })).toEqual({ on: true });
    expect(urls(calls)).toEqual(["dead?names=on", "some?lang=de&p=on"]);
  });

  it("take what they asked for from an answer that has more, when a Form has no place for the names", async () => {
    const forms = [{ href: "script://some", op: "readmultipleproperties" as const }];
    const { thing, calls } = consume(td({ forms }), () => state);
    expect(await thing.readMultiple(["on", "level"])).toEqual({ on: true, level: 3 });
    expect(urls(calls)).toEqual(["some"]);
    expect(calls[0]?.exchange.variables).toEqual({ names: ["on", "level"] });
  });

  it.each([
    ["an answer that lacks one", () => ({ level: 3 })],
    ["a refusal", new RemoteError("WOT_REMOTE", "names are missing", { status: "400" })],
  ])("read one by one after %s, when a Form has no place for the names", async (_, answer) => {
    const forms = [{ href: "script://some", op: "readmultipleproperties" as const }];
    const { thing, calls } = consume(td({ forms }), (call) => {
      if (!call.url.endsWith("some")) return each(call);
      if (answer instanceof Error) throw answer;
      return answer();
    });
    expect(await thing.readMultiple(["on"])).toEqual({ on: true });
    expect(urls(calls)).toEqual(["some", "own/on"]);
  });

  it.each(["{?names}", "{?lang,names}", "{?n}", "{?lang,n}"])(
    "name the properties in the variable of a Form with %s, be it declared or not",
    async (query) => {
      const forms = [{ href: `script://some${query}`, op: "readmultipleproperties" as const }];
      const uriVariables = { lang: { type: "string" as const }, names: { type: "string" as const } };
      const { thing, calls } = consume(td({ forms, uriVariables }), () => state);
      await thing.readMultiple(["on", "level"]);
      expect(urls(calls)).toEqual([expect.stringMatching(/^some\?n(ames)?=on,level$/)]);
    },
  );

  it("ask for the statuses of all actions", async () => {
    const forms = [{ href: "script://actions", op: "queryallactions" as const }];
    const { thing } = consume(td({ forms }), () => ({ jump: [] }));
    expect(await thing.queryAllActions()).toEqual({ jump: [] });
    for (const wrong of [{ jump: {} }, { jump: [{ status: "done" }] }, [], 7]) {
      const refused = consume(td({ forms }), () => wrong).thing.queryAllActions();
      await expect(refused).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    }
    await expect(consume(td(), each).thing.queryAllActions()).rejects.toMatchObject({ code: "WOT_NO_FORM" });
  });
});

describe("what is written", () => {
  const colour = { type: "object", properties: { hue: { type: "integer" } } } as const;
  const described = (members: Partial<ThingDescription> = {}) =>
    td({ properties: { colour: { ...colour, forms: own("colour") } }, ...members });

  it("is what the data schema describes, alone and with others", async () => {
    const forms = [{ href: "script://whole", op: "writemultipleproperties" }] as const;
    for (const members of [{}, { forms }]) {
      const { thing, calls } = consume(described(members), () => undefined);
      await thing.write("colour", { hue: 5, note: "for the feast" });
      await thing.writeMultiple({ colour: { hue: 6, note: "for the feast" } });
      expect(urls(calls)[1]).toBe("forms" in members ? "whole" : "own/colour");
      expect(sentIn(calls[0]!)).toEqual({ hue: 5 });
      expect(sentIn(calls[1]!)).toEqual("forms" in members ? { colour: { hue: 6 } } : { hue: 6 });
    }
  });
});
