import type { InboundRequest } from "@thingwright/contracts";
import { memoryCredentials, staticVerifier } from "@thingwright/security";
import type { PartialThingDescription, ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import type { DescriptionAccess } from "../../../../src/index.js";
import { pair } from "../../../support/lamp.js";

const lamp = {
  title: "Lamp",
  security: "basic_sc",
  securityDefinitions: {
    nosec_sc: { scheme: "nosec" },
    basic_sc: { scheme: "basic" },
    key_sc: { scheme: "apikey", in: "header", name: "x-key" },
  },
  properties: {
    on: { type: "boolean", default: false, forms: [{ op: "readproperty", security: "nosec_sc" }] },
    pin: { type: "string", default: "0000", forms: [{ security: "key_sc" }] },
  },
  actions: { toggle: {} },
} as const satisfies PartialThingDescription;

const verifier = staticVerifier({
  basic_sc: [{ credentials: { username: "ada", password: "pw" }, principal: { name: "ada", scopes: [] } }],
  key_sc: [{ credentials: { apiKey: "k" }, principal: { name: "root", scopes: [] } }],
});
const with_ = (headers: Readonly<Record<string, string>>): InboundRequest => ({
  presented: { header: (name) => headers[name], query: () => undefined, cookie: () => undefined },
});
const basic = { authorization: `Basic ${btoa("ada:pw")}` };
const key = { "x-key": "k" };

async function serving(descriptionAccess: DescriptionAccess, init: PartialThingDescription = lamp) {
  const pairing = await pair(init, { verifier, descriptionAccess, credentials: memoryCredentials() });
  const [thing] = pairing.things();
  const look = async (headers: Readonly<Record<string, string>>) => {
    const { content, etag, isPersonal } = await thing!.description(with_(headers));
    return { td: JSON.parse(new TextDecoder().decode(content.body)) as ThingDescription, etag, isPersonal };
  };
  return { look, thing: thing!, [Symbol.asyncDispose]: () => pairing.servient.stop() };
}

/** Operations that a description offers, by affordance. */
const offers = ({ properties = {}, actions = {} }: ThingDescription) =>
  Object.fromEntries(
    Object.entries({ ...properties, ...actions }).map(([name, { forms }]) => [
      name,
      [...new Set(forms.flatMap(({ op }) => op))],
    ]),
  );

describe("descriptions that are open", () => {
  it("are whole for anybody", async () => {
    await using server = await serving("open");
    const { td, isPersonal } = await server.look({});
    expect(Object.keys(offers(td))).toEqual(["on", "pin", "toggle"]);
    expect(isPersonal).toBeUndefined();
  });
});

describe("descriptions that are secured", () => {
  it("are whole for whoever meets the security of the Thing, and for nobody else", async () => {
    await using server = await serving("secured");
    await expect(server.look({})).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
      challenges: [expect.stringContaining("Basic")],
    });
    const { td, isPersonal } = await server.look(basic);
    expect(Object.keys(offers(td))).toEqual(["on", "pin", "toggle"]);
    expect(isPersonal).toBe(true);
  });
});

describe("descriptions that are personal", () => {
  it("show what whoever asks may use, and no two views under one ETag", async () => {
    await using server = await serving("personal");
    const [nobody, user, administrator, both] = await Promise.all(
      [{}, basic, key, { ...basic, ...key }].map(server.look),
    );
    expect(offers(nobody!.td)).toEqual({ on: ["readproperty"] });
    expect(nobody!.td).not.toHaveProperty("actions");
    expect(nobody!.td).not.toHaveProperty("forms");
    expect(offers(user!.td)).toEqual({
      on: ["readproperty", "writeproperty"],
      toggle: expect.arrayContaining(["invokeaction"]),
    });
    expect(offers(administrator!.td)).toEqual({ on: ["readproperty"], pin: ["readproperty", "writeproperty"] });
    expect(Object.keys(offers(both!.td))).toEqual(["on", "pin", "toggle"]);
    const views = [nobody, user, administrator, both];
    expect(new Set(views.map((view) => view!.etag)).size).toBe(4);
    expect(views.every((view) => view!.isPersonal)).toBe(true);
  });

  it("are refused to whoever may use nothing, with a challenge (common-constraints-security-7)", async () => {
    await using server = await serving("personal", { ...lamp, properties: { pin: lamp.properties.pin } });
    await expect(server.look({})).rejects.toMatchObject({ challenges: [expect.stringContaining("Basic")] });
    expect(offers((await server.look(key)).td)).toHaveProperty("pin");
  });

  it("are for anybody where a Thing asks for nothing", async () => {
    await using server = await serving("personal", { title: "Lamp", properties: { on: { type: "boolean" } } });
    const { td, isPersonal } = await server.look({});
    expect(offers(td)).toHaveProperty("on");
    expect(isPersonal).toBeUndefined();
    expect(server.thing.description().etag).toBe((await server.look({})).etag);
  });
});
