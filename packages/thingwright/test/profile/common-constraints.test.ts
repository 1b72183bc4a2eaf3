import type { SecurityScheme, ThingDescription } from "@thingwright/td";
import { thingModel, thingModelNames } from "@thingwright/thing-descriptions";
import { describe, expect, it } from "vitest";
import { createServient, memoryCredentials, staticVerifier } from "../../src/index.js";
import { answerJson, consumer, ForeignThing } from "../support/foreign-thing.js";
import { ask, type LampInit, serveLamp } from "../support/served-lamp.js";

const level: LampInit = { properties: { level: { type: "integer", default: 7 } } };
const ada = { username: "ada", password: "secret" };
const authorization = `Basic ${btoa("ada:secret")}`;
const verifier = staticVerifier({ basic_sc: [{ credentials: ada, principal: { name: "ada", scopes: [] } }] });

/** A Thing with this security, which knows Ada by `basic_sc`. */
const secured = (security: string | readonly string[], securityDefinitions: Readonly<Record<string, SecurityScheme>>) =>
  serveLamp({ ...level, security, securityDefinitions }, { verifier });

const models = await Promise.all(thingModelNames.map(async (name) => [name, await thingModel(name)] as const));

describe("units of the common API", () => {
  /** Every schema of a number in a Thing Model, with its place. */
  function* numbersIn(value: unknown, place: string): Generator<readonly [string, Readonly<Record<string, unknown>>]> {
    if (typeof value !== "object" || value === null) return;
    const schema = value as Readonly<Record<string, unknown>>;
    if (schema.type === "number" || schema.type === "integer") yield [place, schema];
    for (const [name, member] of Object.entries(schema)) yield* numbersIn(member, `${place}/${name}`);
  }

  /** Chromaticity coordinates are ratios. */
  const isRatio = (place: string) => place.includes("/colorXy/");
  const numbers = models.flatMap(([name, model]) => [...numbersIn(model, name)]);
  const quantities = numbers.filter(([place]) => !isRatio(place));

  it("common-constraints-units-1: are given for every quantity", () => {
    expect(quantities.length).toBeGreaterThan(10);
    for (const [place, { unit }] of quantities) expect(unit, place).toMatch(/^qudtUnit:/);
  });

  it("common-constraints-units-2: are those of the SI, or such as are used with it", () => {
    const ratios = ["NUM", "PERCENT", "PPB", "PPM", "UNITLESS"];
    const base = ["A", "DEG", "DEG_C", "HR", "HZ", "K", "KiloW-HR", "LUX", "M3", "MilliM", "PA", "SEC", "V", "W"];
    const derived = ["M-PER-SEC", "M3-PER-HR", "MicroGM-PER-M3", "MilliM-PER-HR", "W-PER-M2"];
    const metric = [...ratios, ...base, ...derived];
    for (const [place, { unit }] of quantities) expect(metric, place).toContain(String(unit).replace("qudtUnit:", ""));
  });
});

describe("words of the common API", () => {
  it("accessibility-considerations-1: are titles and descriptions that a person can read, or hear read", () => {
    for (const [name, { properties = {}, actions = {}, events = {}, ...model }] of models) {
      const described = [model, ...[properties, actions, events].flatMap((kind) => Object.values(kind as object))];
      for (const { title, description } of described) {
        expect(title, name).toMatch(/^\p{Lu}[\p{L}\d /.,]+$/u);
        expect(description, name).toMatch(/^\p{Lu}.*\p{L} .*[.]$/u);
      }
    }
  });
});

describe("dates", () => {
  it("common-constraints-date-format-1: of a Thing Description are those of RFC 3339, or it is refused", () => {
    const servient = createServient();
    const produce = (created: string) => servient.produce({ title: "Lamp", created });
    for (const date of ["2022-09-21T23:20:50.52Z", "2022-09-21T23:20:50+02:00"]) {
      expect(produce(date).description.created).toBe(date);
    }
    for (const date of [
      "2022-09-21",
      "21.9.2022",
      "2022-09-21T24:00:00Z",
      "2022-09-21T23:20:50",
      "2022-09-31T00:00:00Z",
    ]) {
      expect(() => produce(date), date).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID" }));
    }
  });
});

describe("security of an exposed Thing that claims a profile", () => {
  const profileOf = async (
    security: string | readonly string[],
    securityDefinitions: Readonly<Record<string, SecurityScheme>>,
  ) => {
    await using lamp = await secured(security, securityDefinitions);
    return lamp.td.profile;
  };
  const definitions = {
    nosec_sc: { scheme: "nosec" },
    basic_sc: { scheme: "basic" },
    bearer_sc: { scheme: "bearer" },
    either: { scheme: "combo", oneOf: ["basic_sc", "bearer_sc"] },
    both: { scheme: "combo", allOf: ["basic_sc", "bearer_sc"] },
  } as const;

  it("common-constraints-security-1: is one of those that every Consumer has", async () => {
    expect(await profileOf("nosec_sc", definitions)).toBeDefined();
    expect(await profileOf("basic_sc", definitions)).toBeDefined();
    expect(await profileOf("either", definitions)).toBeDefined();
    expect(await profileOf("bearer_sc", definitions)).toBeUndefined();
  });

  it("common-constraints-security-3: may be any of several schemes", async () => {
    await using lamp = await secured("either", definitions);
    const status = async (headers?: Record<string, string>) =>
      (await ask(`${lamp.base}/lamp/properties/level`, "GET", undefined, headers)).status;
    expect([await status({ authorization }), await status()]).toEqual([200, 401]);
  });

  it("common-constraints-security-4: is a combo with oneOf when there are several schemes", async () => {
    expect(await profileOf("either", definitions)).toBeDefined();
    expect(await profileOf(["basic_sc", "bearer_sc"], definitions)).toBeUndefined();
    expect(await profileOf("both", definitions)).toBeUndefined();
  });

  it("common-constraints-security-basic-in: is in a header when it is basic", async () => {
    expect(await profileOf("basic_sc", { basic_sc: { scheme: "basic", in: "header" } })).toBeDefined();
    await using lamp = await secured("basic_sc", definitions);
    expect(lamp.td.securityDefinitions.basic_sc).not.toHaveProperty("in");
  });

  it("common-constraints-security-basic-name: names the header Authorization when it is basic, whoever left it out", async () => {
    await using lamp = await secured("basic_sc", definitions);
    const { json } = await ask(`${lamp.base}/.well-known/wot`, "GET", undefined, { authorization });
    expect(json.securityDefinitions.basic_sc).toEqual({ scheme: "basic", name: "Authorization" });
    expect(await profileOf("basic_sc", { basic_sc: { scheme: "basic", name: "X-Authorization" } })).toBeUndefined();
  });

  it("common-constraints-security-basic-proxy: names the header Proxy-Authorization when it is for a proxy", () => {
    const proxied = { scheme: "basic", proxy: "http://proxy.example" } as const;
    const init = {
      title: "Lamp",
      security: "nosec_sc",
      securityDefinitions: { nosec_sc: definitions.nosec_sc, proxied },
    };
    expect(createServient().produce(init).description.securityDefinitions.proxied).toEqual({
      ...proxied,
      name: "Proxy-Authorization",
    });
  });
});

describe("discovery of an exposed Thing", () => {
  it("common-constraints-discovery-1: begins with its description at a well-known address", async () => {
    await using lamp = await serveLamp(level);
    const { status, headers, json } = await ask(`${lamp.base}/.well-known/wot`);
    expect([status, headers.get("content-type"), json.id]).toEqual([200, "application/td+json", lamp.exposed.id]);
    expect(json).toEqual(lamp.td);
  });
});

describe("a protected description", () => {
  it("common-constraints-security-7: is refused with the challenge of its scheme, and given to whoever meets it", async () => {
    await using lamp = await serveProtected();
    for (const path of ["/.well-known/wot", "/lamp"]) {
      const refused = await ask(lamp.base + path);
      expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
        401,
        expect.stringMatching(/^Basic /),
      ]);
      const { status, json } = await ask(lamp.base + path, "GET", undefined, { authorization });
      expect([status, json.title]).toEqual([200, "Lamp"]);
    }
  });
});

describe("links of a consumed Thing", () => {
  const links = [
    { rel: "icon", type: "image/svg+xml", href: "icon.svg", sizes: "16x16" },
    { rel: "alternate", type: "text/html", href: "ui" },
    { rel: "service-doc", type: "text/html", href: "manual.html" },
    { rel: "service-doc", type: "text/pdf", href: "manual.pdf" },
    { rel: "item", type: "application/td+json", href: "/things/lamp/switch" },
    { rel: "collection", type: "application/td+json", href: "https://hub.example/things/" },
    { rel: "icon", type: "text/plain", href: "no-picture" },
    { rel: "item", type: "text/html", href: "no-thing" },
  ];
  const td: ThingDescription = {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Lamp",
    base: "https://lamp.example/things/lamp/",
    security: "nosec_sc",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    links,
  };
  const hrefs = (rel: string, type: string) =>
    createServient()
      .consume(td)
      .links({ rel, type })
      .map(({ href }) => href);

  it("common-constraints-links-media-types-4: are found by icon and image/*, for whoever can show one", () => {
    expect(hrefs("icon", "image/*")).toEqual(["https://lamp.example/things/lamp/icon.svg"]);
  });

  it("common-constraints-links-media-types-5: are found by alternate and text/html, for whoever can show a page", () => {
    expect(hrefs("alternate", "text/html")).toEqual(["https://lamp.example/things/lamp/ui"]);
  });

  it("common-constraints-links-media-types-6: are found by service-doc, for whoever can show a manual", () => {
    expect(hrefs("service-doc", "text/*")).toEqual([
      "https://lamp.example/things/lamp/manual.html",
      "https://lamp.example/things/lamp/manual.pdf",
    ]);
  });

  it("common-constraints-links-media-types-7: are found by item and application/td+json, as the Things below", () => {
    expect(hrefs("item", "application/td+json")).toEqual(["https://lamp.example/things/lamp/switch"]);
  });

  it("common-constraints-links-media-types-8: are found by collection and application/td+json, as the Things above", () => {
    expect(hrefs("collection", "application/td+json")).toEqual(["https://hub.example/things/"]);
  });
});

describe("security of a Consumer", () => {
  const credentials = memoryCredentials({
    "urn:lamp": { basic_sc: ada, oauth2_sc: { clientId: "house", clientSecret: "secret", resource: false } },
  });
  const definitions = {
    nosec_sc: { scheme: "nosec" },
    basic_sc: { scheme: "basic", name: "Authorization" },
    unknown_sc: { scheme: "x:unheard-of" },
    either: { scheme: "combo", oneOf: ["unknown_sc", "basic_sc"] },
    oauth2_sc: { scheme: "oauth2", flow: "client" },
  } as const;

  /** What a Consumer sends as credentials for a Thing with this security. */
  const sent = async (security: keyof typeof definitions) => {
    await using thing = await ForeignThing.start(({ url }, response) => {
      if (url === "/token") answerJson(response, { access_token: "a-token", token_type: "bearer", expires_in: 3600 });
      else answerJson(response, 7);
    });
    await using servient = consumer({ credentials });
    const td = thing.describe({
      id: "urn:lamp",
      security,
      securityDefinitions: { ...definitions, oauth2_sc: { ...definitions.oauth2_sc, token: `${thing.origin}/token` } },
      properties: { level: { type: "integer", forms: [{ href: "properties/level" }] } },
    });
    expect(await servient.consume(td).read("level")).toBe(7);
    return thing.requests.at(-1)?.headers.authorization;
  };

  it("common-constraints-security-2: has nosec, basic, oauth2 and a choice of which one is among these", async () => {
    expect(await sent("nosec_sc")).toBe(undefined);
    expect(await sent("basic_sc")).toBe(authorization);
    expect(await sent("either")).toBe(authorization);
    expect(await sent("oauth2_sc")).toBe("Bearer a-token");
  });

  it("common-constraints-security-6: gets a protected description with what its server asks for", async () => {
    await using lamp = await serveProtected();
    const originCredentials = new Map([[lamp.base, ada]]);
    await using servient = consumer({ originCredentials });
    const td = await servient.requestThingDescription(`${lamp.base}/.well-known/wot`);
    expect(td).toMatchObject({ title: "Lamp", security: "basic_sc" });
    await using stranger = consumer();
    await expect(stranger.requestThingDescription(`${lamp.base}/.well-known/wot`)).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
    });
  });
});

/** A lamp that shows its description to nobody but Ada. */
const serveProtected = () =>
  serveLamp(
    { ...level, security: "basic_sc", securityDefinitions: { basic_sc: { scheme: "basic" } } },
    { verifier, descriptionAccess: "secured" },
  );
