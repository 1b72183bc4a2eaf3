import { describe, expect, it } from "vitest";
import { createServient, staticVerifier } from "../../src/index.js";
import { answerJson, consumer, ForeignThing } from "../support/foreign-thing.js";
import { ask, serveLamp } from "../support/served-lamp.js";

const state = { type: "object", properties: { level: { type: "integer", minimum: 0 } } } as const;

describe("TD 1.1 §8.2, data schemas", () => {
  it("server-data-schema-extras: a Thing may give more than its data schema describes", async () => {
    await using lamp = await serveLamp({ properties: { state: { ...state, default: { level: 1, mood: "calm" } } } });
    expect((await ask(`${lamp.base}/lamp/properties/state`)).json).toEqual({ level: 1, mood: "calm" });
  });

  it("client-data-schema-accept-extras: a Consumer takes what the data schema does not describe", async () => {
    await using lamp = await ForeignThing.start((_, response) => answerJson(response, { level: 1, mood: "calm" }));
    await using servient = consumer();
    const td = lamp.describe({ properties: { state: { ...state, forms: [{ href: "state" }] } } });
    expect(await servient.consume(td).read("state")).toEqual({ level: 1, mood: "calm" });
  });

  it("client-data-schema: a Consumer sends data of the data schema, and nothing else", async () => {
    await using lamp = await ForeignThing.start((_, response) => void response.writeHead(204).end());
    await using servient = consumer();
    const thing = servient.consume(lamp.describe({ properties: { state: { ...state, forms: [{ href: "state" }] } } }));
    await expect(thing.write("state", { level: -1 })).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    await thing.write("state", { level: 2 });
    expect(lamp.requests.map(({ method, body }) => `${method} ${body}`)).toEqual(['PUT {"level":2}']);
  });

  it("client-data-schema-no-extras: a Consumer leaves out what the data schema does not describe", async () => {
    await using lamp = await ForeignThing.start((_, response) => void response.writeHead(204).end());
    await using servient = consumer();
    const thing = servient.consume(lamp.describe({ properties: { state: { ...state, forms: [{ href: "state" }] } } }));
    await thing.write("state", { level: 2, mood: "calm" });
    expect(lamp.requests.map(({ body }) => body)).toEqual(['{"level":2}']);
  });
});

describe("TD 1.1 §8.3, addresses", () => {
  it("client-uri-template: a Consumer asks at what base, href and variables make", async () => {
    await using lamp = await ForeignThing.start((_, response) => answerJson(response, 1));
    await using servient = consumer();
    const uriVariables = { hours: { type: "integer" }, at: { type: "string" } } as const;
    const td = lamp.describe({
      properties: { forecast: { readOnly: true, uriVariables, forms: [{ href: "forecast/{at}{?hours}" }] } },
    });
    await servient.consume(td).read("forecast", { uriVariables: { hours: 6, at: "the roof" } });
    expect(lamp.requests.map(({ url }) => url)).toEqual(["/things/lamp/forecast/the%20roof?hours=6"]);
  });
});

describe("TD 1.1 §6.3.1, languages", () => {
  it("td-ns-multilanguage-content-negotiation-optional: a description is one text, whatever language is asked for", async () => {
    await using lamp = await serveLamp({ titles: { en: "Lamp", de: "Lampe" } });
    const inLanguage = async (language: string) =>
      (await ask(`${lamp.base}/lamp`, "GET", undefined, { "accept-language": language })).text;
    expect(await inLanguage("de")).toBe(await inLanguage("en"));
  });
});

describe("TD 1.1 §10, identifiers", () => {
  const made = async (): Promise<string> => {
    await using servient = createServient({ http: { port: 0 } });
    return servient.produce({ title: "Lamp in the hall" }).description.id ?? "";
  };

  it("privacy-distributed-ids: a Thing without an id gets a UUID of its own", async () => {
    const [one, other] = [await made(), await made()];
    expect(one).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(one).not.toBe(other);
  });

  it("privacy-centralized-ids: nobody is asked for the id, also without a network", async () => {
    const servient = createServient();
    expect(servient.produce({ title: "Lamp" }).description.id).toMatch(/^urn:uuid:/);
  });

  it("privacy-temp-id-metadata: an id that was made says nothing of the Thing", async () => {
    expect(await made()).not.toMatch(/lamp|hall/i);
  });

  it("privacy-mutable-identifiers: the same Thing is exposed under another id, and no longer under the first", async () => {
    await using servient = createServient({ http: { port: 0 } });
    await servient.start();
    const [base] = servient.addresses();
    const ids = async () => ((await ask(`${base}/things`)).json as { id: string }[]).map(({ id }) => id);
    const first = servient.produce({ title: "Lamp", id: "urn:uuid:00000000-0000-4000-8000-000000000001" });
    await first.expose();
    await first.destroy();
    await servient.produce({ title: "Lamp", id: "urn:uuid:00000000-0000-4000-8000-000000000002" }).expose();
    expect(await ids()).toEqual(["urn:uuid:00000000-0000-4000-8000-000000000002"]);
  });
});

describe("TD 1.1 §10, who gets a description", () => {
  const verifier = staticVerifier({
    door: [{ credentials: { username: "ada", password: "tiger" }, principal: { name: "ada", scopes: [] } }],
  });

  it("privacy-auth-users-only: a description goes to who has credentials, and to nobody else", async () => {
    const security = { securityDefinitions: { door: { scheme: "basic" } }, security: "door" } as const;
    await using lamp = await serveLamp(security, { verifier, descriptionAccess: "secured" });
    expect((await ask(`${lamp.base}/lamp`)).status).toBe(401);
    const authorization = `Basic ${Buffer.from("ada:tiger").toString("base64")}`;
    expect((await ask(`${lamp.base}/lamp`, "GET", undefined, { authorization })).json).toMatchObject({ title: "Lamp" });
  });
});
