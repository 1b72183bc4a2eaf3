import { parseThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import {
  checkConformance,
  type DeriveThingsOptions,
  deriveThings,
  formsByName,
  inMemoryResolver,
  mergeSubmodels,
} from "../../../src/index.js";

const context = "https://www.w3.org/2022/wot/td/v1.1";
const at = (name: string) => `https://models.example/${name}.tm.jsonld`;
const model = (title: string, members: object = {}) => ({
  "@context": context,
  "@type": "tm:ThingModel",
  title,
  ...members,
});
const composed = (...links: readonly (readonly [href: string, instanceName?: unknown])[]) => ({
  links: links.map(([href, instanceName]) => ({
    rel: "tm:submodel",
    href,
    ...(instanceName === undefined ? {} : { instanceName }),
  })),
});
const resolverOf = (models: Readonly<Record<string, object>>) =>
  inMemoryResolver(new Map(Object.entries(models).map(([name, each]) => [at(name), each])));
const number = { type: "number" };

const led = model("LED", { properties: { r: number }, actions: { fade: {} }, "tm:optional": ["/actions/fade"] });
const motor = model("Motor", { properties: { rpm: number } });
const fan = model("Fan", {
  links: [{ rel: "tm:extends", href: "base.tm.jsonld" }, ...composed(["./motor.tm.jsonld", "motor"]).links],
});
const base = model("Base", { properties: { on: { type: "boolean" } } });
const ventilator = model("Smart {{KIND}} Ventilator", {
  ...composed(["./fan.tm.jsonld", "ventilation"], ["./led.tm.jsonld", "led"]),
  properties: { status: { type: "string" } },
});
const models = { led, motor, fan, base };
const security = { security: "none", securityDefinitions: { none: { scheme: "nosec" } } } as const;
const options = (more: Partial<DeriveThingsOptions> = {}): DeriveThingsOptions => ({
  url: at("ventilator"),
  resolver: resolverOf(models),
  things: () => ({ forms: formsByName, security, placeholders: { KIND: "big" } }),
  ...more,
});

describe("deriveThings", () => {
  it("tm-compose-submodel: makes a Thing of each model at all levels, linked both ways and to its model", async () => {
    const result = await deriveThings(ventilator, options());
    const things = result.ok ? result.things : [];
    expect(things.map(({ path, href, thing }) => [path, href, thing.title])).toEqual([
      [[], "./SmartVentilator.td.jsonld", "Smart big Ventilator"],
      [["ventilation"], "./SmartVentilator.ventilation.td.jsonld", "Fan"],
      [["ventilation", "motor"], "./SmartVentilator.ventilation.motor.td.jsonld", "Motor"],
      [["led"], "./SmartVentilator.led.td.jsonld", "LED"],
    ]);
    const links = things.map(({ thing }) => thing.links?.map(({ rel, href }) => `${rel} ${href}`));
    expect(links).toEqual([
      [
        `type ${at("ventilator")}`,
        "item ./SmartVentilator.ventilation.td.jsonld",
        "item ./SmartVentilator.led.td.jsonld",
      ],
      [
        `type ${at("fan")}`,
        "collection ./SmartVentilator.td.jsonld",
        "item ./SmartVentilator.ventilation.motor.td.jsonld",
      ],
      [`type ${at("motor")}`, "collection ./SmartVentilator.ventilation.td.jsonld"],
      [`type ${at("led")}`, "collection ./SmartVentilator.td.jsonld"],
    ]);
    for (const { thing } of things) expect(parseThingDescription(thing).ok).toBe(true);
    expect(things[1]?.thing.properties).toHaveProperty("on");
    expect(checkConformance(things[3]?.thing, led)).toEqual([]);
  });

  it("lists what is missing at each Thing", async () => {
    const result = await deriveThings(
      ventilator,
      options({ things: ({ path }) => (path.length === 2 ? {} : options().things!({} as never)) }),
    );
    expect(result).toMatchObject({ ok: false, findings: [] });
    expect(result.ok ? [] : result.missing.map(({ path, kind }) => [path.join("/"), kind])).toEqual([
      ["ventilation/motor", "forms"],
      ["ventilation/motor", "security"],
      ["ventilation/motor", "securityDefinitions"],
    ]);
  });

  it("tm-compose-instanceName: tells alike submodels apart, by number where they have no name", async () => {
    const whole = model("W", composed(["led.tm.jsonld"], ["led.tm.jsonld", "led"], ["led.tm.jsonld"]));
    const result = await deriveThings(whole, options());
    expect(result.ok && result.things.map(({ path }) => path.join())).toEqual(["", "led-2", "led", "led-3"]);
  });

  it.each<[string, object, string, string]>([
    [
      "two submodels of one name",
      composed(["led.tm.jsonld", "a"], ["motor.tm.jsonld", "a"]),
      "tm-compose-name-collision",
      "/links/1/instanceName",
    ],
    ["a name that is no text", composed(["led.tm.jsonld", 1]), "tm-compose-instanceName", "/links/0/instanceName"],
    ["a model that is not found", composed(["nowhere"]), "tm-compose-submodel", "/links/0/href"],
    ["itself", composed(["ventilator.tm.jsonld"]), "tm-compose-submodel", "/links/0/href"],
  ])("refuses %s", async (_what, members, assertion, pointer) => {
    await expect(deriveThings(model("W", members), options())).rejects.toMatchObject({
      code: "WOT_TD_INVALID",
      assertion,
      pointer,
    });
  });

  it("refuses a cycle of several models", async () => {
    const resolver = resolverOf({ a: model("A", composed(["b.tm.jsonld"])), b: model("B", composed(["a.tm.jsonld"])) });
    const cyclic = deriveThings(model("W", composed(["a.tm.jsonld"])), options({ resolver }));
    await expect(cyclic).rejects.toMatchObject({
      assertion: "tm-compose-submodel",
      message: expect.stringContaining("of itself"),
    });
  });

  it("tm-compose-name-collision: refuses two descriptions at one place", async () => {
    const things = () => ({ ...options().things!({} as never), href: "here" });
    await expect(deriveThings(ventilator, options({ things }))).rejects.toMatchObject({
      assertion: "tm-compose-name-collision",
    });
  });

  it("bounds compositions that multiply, in number, depth and time", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [
        `m${n}`,
        model("M", n === 0 ? {} : composed([`m${n - 1}.tm.jsonld`], [`m${n - 1}.tm.jsonld`])),
      ]),
    );
    const resolver = resolverOf(many);
    const deriving = (limits: object) => deriveThings(many.m11, options({ resolver, limits }));
    await expect(deriving({})).rejects.toMatchObject({
      code: "WOT_TD_LIMIT",
      message: expect.stringContaining("maxThings"),
    });
    await expect(deriving({ maxChain: 3 })).rejects.toMatchObject({ message: expect.stringContaining("maxChain") });
    const clock = { after: (_ms: number, late: () => void) => ({ cancel() {}, late: queueMicrotask(late) }) };
    const never = { read: () => new Promise<string>(() => {}) };
    await expect(deriveThings(ventilator, options({ clock, resolver: never }))).rejects.toMatchObject({
      code: "WOT_TIMEOUT",
    });
  });
});

describe("mergeSubmodels", () => {
  it("tm-compose-name-collision: puts the instance name before each name", async () => {
    const whole = await mergeSubmodels(ventilator, options());
    expect(Object.keys(whole.properties ?? {})).toEqual(["status", "ventilation_on", "ventilation_motor_rpm", "led_r"]);
    expect(whole["tm:optional"]).toEqual(["/actions/led_fade"]);
    expect(whole).not.toHaveProperty("links");
  });

  it("tm-compose-name-collision: refuses a name that the whole has already", async () => {
    const whole = model("W", { ...composed(["led.tm.jsonld", "led"]), properties: { led_r: { type: "string" } } });
    await expect(mergeSubmodels(whole, options())).rejects.toMatchObject({
      assertion: "tm-compose-name-collision",
      pointer: "/properties",
    });
  });
});
