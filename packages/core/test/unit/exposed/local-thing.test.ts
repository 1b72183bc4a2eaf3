import { memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type ExposedThing, Servient } from "@thingwright/core";
import { RequestError } from "@thingwright/errors";
import { staticVerifier } from "@thingwright/security";
import { beforeEach, describe, expect, it } from "vitest";

const id = "urn:example:lamp";
let servient: Servient;
let exposed: ExposedThing;

beforeEach(async () => {
  servient = new Servient({
    servers: [memoryServer(memoryNetwork())],
    verifier: staticVerifier({
      key: [{ credentials: { token: "secret" }, principal: { name: "somebody", scopes: [] } }],
    }),
  });
  await servient.start();
  exposed = servient.produce({
    id,
    title: "Lamp",
    securityDefinitions: { key: { scheme: "bearer" } },
    security: "key",
    properties: {
      on: { type: "boolean", default: false, observable: true },
      level: { type: "integer", maximum: 100, default: 1 },
      power: { type: "number", readOnly: true },
      code: { type: "string", writeOnly: true },
    },
    actions: {
      dim: { input: { type: "integer" }, output: { type: "integer" } },
      blink: { synchronous: false },
      wave: {},
    },
  });
  await exposed.expose();
});

const lamp = () => servient.things.get(id)!;

describe("a local Thing", () => {
  it("is read and written without a server and without credentials", () => {
    expect(lamp().read("on")).toBe(false);
    expect(lamp().write("on", true)).toBeUndefined();
    expect(lamp().read("on")).toBe(true);
    expect([lamp().id, lamp().title, lamp().description.security]).toEqual([id, "Lamp", "key"]);
  });

  it("holds values against the schemas, and says what it lacks", () => {
    expect(() => lamp().write("level", 101)).toThrow(expect.objectContaining({ code: "WOT_DATA_INVALID" }));
    expect(() => lamp().write("power", 1)).toThrow(expect.objectContaining({ code: "WOT_METHOD" }));
    expect(() => lamp().read("code")).toThrow(expect.objectContaining({ code: "WOT_METHOD" }));
    for (const name of ["nothing", "__proto__"]) {
      expect(() => lamp().read(name)).toThrow(expect.objectContaining({ code: "WOT_UNKNOWN_AFFORDANCE" }));
      expect(() => lamp().invoke(name)).toThrow(expect.objectContaining({ code: "WOT_UNKNOWN_AFFORDANCE" }));
    }
    exposed.setPropertyReadHandler("power", () => "much");
    expect(() => lamp().read("power")).toThrow(expect.objectContaining({ code: "WOT_INTERNAL" }));
  });

  it("calls the handlers with the signal, and fails as they do", async () => {
    const { signal } = new AbortController();
    let heard: unknown;
    exposed.setPropertyWriteHandler("level", async (value, options) => {
      heard = [await value.value(), options.signal];
      throw new RequestError("WOT_CONFLICT", "it is locked");
    });
    await expect(lamp().write("level", 5, { signal })).rejects.toMatchObject({ code: "WOT_CONFLICT" });
    expect(heard).toEqual([5, signal]);
  });

  it("carries actions out and gives their output, also of those that go on by themselves", async () => {
    exposed.setActionHandler("dim", async (input) => 100 - ((await input.value()) as number));
    exposed.setActionHandler("blink", async () => {});
    expect(await lamp().invoke("dim", 30)).toBe(70);
    expect(await lamp().invoke("blink")).toBeUndefined();
    expect(() => lamp().invoke("dim", "much")).toThrow(expect.objectContaining({ code: "WOT_DATA_INVALID" }));
    expect(() => lamp().invoke("wave")).toThrow(expect.objectContaining({ code: "WOT_UNAVAILABLE" }));
  });

  it("tells of changes until nobody listens, and of its end", async () => {
    const heard: unknown[] = [];
    const end = lamp().observe("on", { changed: (value) => heard.push(value), ended: () => heard.push("ended") });
    const other = lamp().observe("on", { changed: () => {}, ended: () => heard.push("other ended") });
    exposed.set("on", true);
    end();
    end();
    exposed.set("on", false);
    expect(heard).toEqual([true]);
    expect(() => lamp().observe("level", { changed() {}, ended() {} })).toThrow(
      expect.objectContaining({ code: "WOT_METHOD" }),
    );
    await exposed.destroy();
    expect(heard).toEqual([true, "other ended"]);
    other();
  });
});

describe("the local Things of a Servient", () => {
  it("are those that are exposed, and are told to come and go", async () => {
    let changes = 0;
    const end = servient.things.watch(() => {
      changes += 1;
    });
    const other = servient.produce({ title: "Other" });
    expect([...servient.things].map(({ title }) => title)).toEqual(["Lamp"]);
    await other.expose();
    expect([...servient.things].map(({ title }) => title)).toEqual(["Lamp", "Other"]);
    await other.destroy();
    expect(changes).toBe(2);
    end();
    await exposed.destroy();
    expect([changes, servient.things.get(id)]).toEqual([2, undefined]);
  });
});
