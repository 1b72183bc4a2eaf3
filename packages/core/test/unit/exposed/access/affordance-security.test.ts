import { settled } from "@thingwright/contract-tests";
import { CredentialsError, ThingDescriptionError, UsageError } from "@thingwright/errors";
import { memoryCredentials, staticVerifier } from "@thingwright/security";
import type { PartialThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { pair } from "../../../support/lamp.js";

/** Anybody may see whether the lamp is on; a user may switch it; only an administrator with a key knows its pin. */
const lamp = {
  title: "Lamp",
  security: "nosec_sc",
  securityDefinitions: {
    nosec_sc: { scheme: "nosec" },
    basic_sc: { scheme: "basic" },
    key_sc: { scheme: "apikey", in: "header", name: "x-key" },
  },
  properties: {
    on: { type: "boolean", default: false, observable: true, forms: [{ op: "writeproperty", security: "basic_sc" }] },
    pin: { type: "string", default: "0000", observable: true, forms: [{ security: "key_sc", scopes: ["admin"] }] },
  },
  actions: {
    reset: { synchronous: false, forms: [{ security: "key_sc" }] },
    blink: { synchronous: false },
  },
  events: {
    opened: { data: { type: "string" }, forms: [{ security: "key_sc" }] },
    dimmed: { data: { type: "string" } },
  },
} as const satisfies PartialThingDescription;

const user = { username: "ada", password: "pw" };
const verifier = staticVerifier({
  basic_sc: [{ credentials: user, principal: { name: "ada", scopes: [] } }],
  key_sc: [
    { credentials: { apiKey: "admin" }, principal: { name: "root", scopes: ["admin"] } },
    { credentials: { apiKey: "guest" }, principal: { name: "guest", scopes: [] } },
  ],
});

const exposed = (secrets: Record<string, object>, init: PartialThingDescription = lamp) => {
  const credentials = memoryCredentials();
  for (const [name, secret] of Object.entries(secrets)) credentials.set("*", name, { ...secret });
  return pair(init, { verifier, credentials }, (thing) => {
    thing.setActionHandler("blink", () => {});
    thing.setActionHandler("reset", () => {});
  });
};

describe("an affordance that asks something else than its Thing", () => {
  it("says so in its Forms, operation by operation", async () => {
    await using pairing = await exposed({});
    const { properties, actions, security } = pairing.exposed.description;
    expect(security).toBe("nosec_sc");
    const terms = properties?.on?.forms.map(({ op, security: own, scopes }) => [op, own, scopes]);
    expect(terms).toContainEqual([["writeproperty"], "basic_sc", undefined]);
    expect(properties?.pin?.forms.every((form) => form.security === "key_sc" && form.scopes?.[0] === "admin")).toBe(
      true,
    );
    expect(actions?.blink?.forms.every((form) => form.security === undefined)).toBe(true);
  });

  it("is opened by its own credentials and by no others", async () => {
    await using nobody = await exposed({});
    expect(await nobody.consumed.read("on")).toBe(false);
    await expect(nobody.consumed.write("on", true)).rejects.toThrow(CredentialsError);
    await using somebody = await exposed({ basic_sc: user });
    await somebody.consumed.write("on", true);
    await expect(somebody.consumed.read("pin")).rejects.toThrow(CredentialsError);
  });

  it("refuses a principal without its scopes", async () => {
    await using guest = await exposed({ key_sc: { apiKey: "guest" } });
    await expect(guest.consumed.read("pin")).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    await guest.consumed.invoke("reset");
    await using root = await exposed({ key_sc: { apiKey: "admin" } });
    expect(await root.consumed.read("pin")).toBe("0000");
  });

  it("tells its handler who its own credentials have proven", async () => {
    const names: unknown[] = [];
    const credentials = memoryCredentials({ "*": { key_sc: { apiKey: "admin" } } });
    await using pairing = await pair(lamp, { verifier, credentials }, (thing) =>
      thing.setPropertyReadHandler("pin", ({ principal }) => String(names.push(principal?.name))),
    );
    await pairing.consumed.read("pin");
    expect(names).toEqual(["root"]);
  });
});

/** The same Thing, asked by requests that say for themselves what they present. */
const hostOf = (pairing: Awaited<ReturnType<typeof exposed>>) => {
  const presented = (key: string | undefined) => ({
    presented: {
      header: (name: string) => (name === "x-key" ? key : undefined),
      query: () => undefined,
      cookie: () => undefined,
    },
  });
  const thing = [...pairing.things()][0]!;
  const content = (value: object) => ({
    content: { contentType: "application/json", body: new TextEncoder().encode(JSON.stringify(value)) },
  });
  return { thing, presented, content };
};
const decoded = async (content: unknown) =>
  JSON.parse(new TextDecoder().decode(((await content) as { body: Uint8Array }).body)) as unknown;
const codeOf = async (attempt: () => unknown) => {
  try {
    await attempt();
    return "admitted";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("an operation on the whole Thing", () => {
  it("reads what whoever asks may read", async () => {
    await using pairing = await exposed({});
    const { thing, presented } = hostOf(pairing);
    expect(await decoded(thing.readAllProperties({}))).toEqual({ on: false });
    expect(await decoded(thing.readAllProperties(presented("guest")))).toEqual({ on: false });
    expect(await decoded(thing.readAllProperties(presented("admin")))).toEqual({ on: false, pin: "0000" });
    expect(await codeOf(() => thing.readMultipleProperties(["on", "pin"], {}))).toBe("WOT_CREDENTIALS_MISSING");
    expect(await codeOf(() => thing.readMultipleProperties(["pin"], presented("guest")))).toBe(
      "WOT_CREDENTIALS_REFUSED",
    );
    expect(await codeOf(() => thing.readMultipleProperties(["pin"], presented("admin")))).toBe("admitted");
  });

  it("writes nothing when one of the values may not be written", async () => {
    await using pairing = await exposed({});
    const { thing, presented, content } = hostOf(pairing);
    const write = { ...presented("admin"), ...content({ pin: "1", on: true }) };
    expect(await codeOf(() => thing.writeMultipleProperties(write))).toBe("WOT_CREDENTIALS_MISSING");
    expect(await codeOf(() => thing.writeAllProperties(write))).toBe("WOT_CREDENTIALS_MISSING");
    expect(await decoded(thing.readAllProperties(presented("admin")))).toEqual({ on: false, pin: "0000" });
    expect(await codeOf(() => thing.writeMultipleProperties({ ...write, ...content({ pin: "1" }) }))).toBe("admitted");
  });

  it("takes credentials for one property from the body, and does not take them for a value", async () => {
    const keyed = {
      title: "Lamp",
      security: "nosec_sc",
      securityDefinitions: { nosec_sc: { scheme: "nosec" }, key_sc: { scheme: "apikey", in: "body", name: "/key" } },
      properties: { on: { type: "boolean", default: false }, pin: { type: "string", forms: [{ security: "key_sc" }] } },
    } as const satisfies PartialThingDescription;
    await using pairing = await pair(keyed, { verifier });
    const { thing, content } = hostOf(pairing);
    const write = (value: object) => codeOf(() => thing.writeMultipleProperties(content(value)));
    expect(await write({ pin: "1", on: true })).toBe("WOT_CREDENTIALS_MISSING");
    expect(await write({ pin: "1", on: true, key: "wrong" })).toBe("WOT_CREDENTIALS_MISSING");
    expect(await write({ pin: "1", on: true, key: "admin" })).toBe("admitted");
    expect(await write({ on: false, key: "of no use here" })).toBe("admitted");
    expect(await codeOf(() => thing.writeAllProperties(content({ pin: "2", on: true, key: "admin" })))).toBe(
      "admitted",
    );
    expect(await write({ on: true, other: "admin" })).toBe("WOT_BAD_REQUEST");
  });

  it("takes for a value what is a property, though credentials are looked for there", async () => {
    const keyed = {
      title: "Lamp",
      security: "nosec_sc",
      securityDefinitions: { nosec_sc: { scheme: "nosec" }, key_sc: { scheme: "apikey", in: "body", name: "/on" } },
      properties: {
        on: { type: "string", default: "" },
        pin: { type: "object", default: {}, forms: [{ security: "key_sc" }] },
      },
    } as const satisfies PartialThingDescription;
    await using pairing = await pair(keyed, { verifier });
    const { thing, content } = hostOf(pairing);
    expect(await codeOf(() => thing.writeMultipleProperties(content({ on: "bright" })))).toBe("admitted");
    expect(await decoded(thing.readMultipleProperties(["on"], {}))).toEqual({ on: "bright" });
  });

  it("tells of changes and events that whoever asks may hear of", async () => {
    await using pairing = await exposed({});
    const { thing, presented } = hostOf(pairing);
    const heard: string[] = [];
    const hearing = (who: string) => ({
      next: ({ content }: { content: { body: Uint8Array } }) =>
        void heard.push(`${who} ${new TextDecoder().decode(content.body)}`),
      error: () => {},
      complete: () => {},
    });
    for (const key of [undefined, "guest", "admin"]) {
      await thing.observeAllProperties(presented(key), hearing(String(key)));
      await thing.subscribeAllEvents(presented(key), hearing(String(key)));
    }
    pairing.exposed.set("pin", "1");
    pairing.exposed.set("on", true);
    pairing.exposed.emitEvent("opened", "x");
    await settled();
    expect(heard).toEqual([
      'admin {"pin":"1"}',
      'undefined {"on":true}',
      'guest {"on":true}',
      'admin {"on":true}',
      'guest {"opened":"x"}',
      'admin {"opened":"x"}',
    ]);
  });

  it("lists the actions that whoever asks may query", async () => {
    await using pairing = await exposed({});
    const { thing, presented } = hostOf(pairing);
    expect([...(await thing.queryAllActions({})).keys()]).toEqual(["blink"]);
    expect([...(await thing.queryAllActions(presented("guest"))).keys()]).toEqual(["reset", "blink"]);
  });

  it("is refused when nothing is left of it", async () => {
    await using pairing = await exposed(
      {},
      {
        ...lamp,
        properties: { pin: lamp.properties.pin },
        actions: { reset: lamp.actions.reset, blink: { ...lamp.actions.reset } },
        events: { opened: lamp.events.opened },
      },
    );
    const { thing } = hostOf(pairing);
    const subscriber = { next: () => {}, error: () => {}, complete: () => {} };
    for (const attempt of [
      () => thing.readAllProperties({}),
      () => thing.observeAllProperties({}, subscriber),
      () => thing.subscribeAllEvents({}, subscriber),
      () => thing.queryAllActions({}),
    ]) {
      expect(await codeOf(attempt)).toBe("WOT_CREDENTIALS_MISSING");
    }
  });

  it("may ask something of its own as well", async () => {
    const forms = [{ op: "readallproperties" as const, security: "key_sc" }];
    await using pairing = await exposed({}, { ...lamp, forms });
    const { thing, presented } = hostOf(pairing);
    expect(await codeOf(() => thing.readAllProperties({}))).toBe("WOT_CREDENTIALS_MISSING");
    expect(await decoded(thing.readAllProperties(presented("guest")))).toEqual({ on: false });
    const all = pairing.exposed.description.forms ?? [];
    const asking = all.filter(({ security }) => security === "key_sc").map(({ op }) => op);
    expect(asking.flat().every((op) => op === "readallproperties") && asking.length > 0).toBe(true);
  });
});

describe("an operation on the whole Thing that asks less than the Thing", () => {
  const init = {
    ...lamp,
    security: "key_sc",
    properties: { ...lamp.properties, name: { type: "string", default: "L", observable: true } },
    forms: [
      {
        op: ["readallproperties", "readmultipleproperties", "writemultipleproperties", "observeallproperties"],
        security: "nosec_sc",
      },
      { op: ["queryallactions", "subscribeallevents"], security: "nosec_sc" },
    ],
  } as const satisfies PartialThingDescription;

  it("opens nothing that is refused by the operation on one", async () => {
    await using pairing = await exposed({}, init);
    const { thing, presented, content } = hostOf(pairing);
    const nobody = { next() {}, error() {}, complete() {} };
    const attempts = [
      () => thing.readAllProperties({}),
      () => thing.readMultipleProperties(["name"], {}),
      () => thing.writeMultipleProperties(content({ name: "x" })),
      () => thing.observeAllProperties({}, nobody),
      () => thing.observeMultipleProperties!(["name"], {}, nobody),
      () => thing.queryAllActions({}),
      () => thing.subscribeAllEvents({}, nobody),
    ];
    for (const attempt of attempts) expect(await codeOf(attempt)).toBe("WOT_CREDENTIALS_MISSING");
    expect(await decoded(thing.readMultipleProperties(["name"], presented("guest")))).toEqual({ name: "L" });
  });

  it("leaves what anybody may use to anybody", async () => {
    const open = { type: "integer" as const, default: 1, forms: [{ security: "nosec_sc" }] };
    await using pairing = await exposed({}, { ...init, properties: { ...init.properties, open } });
    const { thing } = hostOf(pairing);
    expect(await decoded(thing.readAllProperties({}))).toEqual({ open: 1 });
  });
});

describe("to produce a Thing", () => {
  const producing = (init: PartialThingDescription) => exposed({}, init);

  it.each([
    ["security that is not defined", [{ security: "none" }], UsageError],
    ["scopes of anybody", [{ security: "nosec_sc", scopes: ["x"] }], UsageError],
    ["two demands for one operation", [{ security: "basic_sc" }, { security: "key_sc" }], ThingDescriptionError],
  ])("is refused with %s", async (_, forms, error) => {
    await expect(producing({ ...lamp, properties: { on: { type: "boolean", forms } } })).rejects.toThrow(error);
  });

  it("is refused when a variable is taken for credentials (td-security-uri-variables-distinct)", async () => {
    const init = {
      ...lamp,
      security: "uri_sc",
      securityDefinitions: { ...lamp.securityDefinitions, uri_sc: { scheme: "apikey", in: "uri", name: "days" } },
      properties: { on: { type: "boolean", uriVariables: { days: { type: "integer" } } } },
    } as const;
    await expect(producing(init)).rejects.toMatchObject({ assertion: "td-security-uri-variables-distinct" });
  });

  it("is refused when the Thing names security that it does not define", async () => {
    await expect(producing({ title: "Lamp", security: "basic_sc" })).rejects.toThrow(ThingDescriptionError);
  });
});
