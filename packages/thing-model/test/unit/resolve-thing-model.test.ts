import { instantiate, type ThingModel } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { inMemoryResolver, type ResolveOptions, resolveThingModel } from "../../src/index.js";

const td = "https://www.w3.org/2022/wot/td/v1.1";
const at = (name: string) => `https://models.example/${name}`;
const model = (members: object): ThingModel =>
  ({ "@context": td, "@type": "tm:ThingModel", title: "T", ...members }) as unknown as ThingModel;
const extending = (...hrefs: readonly string[]) => ({ links: hrefs.map((href) => ({ rel: "tm:extends", href })) });
const resolverOf = (models: Readonly<Record<string, object | string>>) =>
  inMemoryResolver(new Map(Object.entries(models).map(([name, value]) => [at(name), value])));
const resolve = (
  members: object,
  models: Readonly<Record<string, object | string>> = {},
  options: ResolveOptions = {},
) => resolveThingModel(model(members), { url: at("root"), resolver: resolverOf(models), ...options });

const onOff = model({ title: "OnOff", properties: { on: { type: "boolean", title: "On" } } });

describe("resolveThingModel", () => {
  it("leaves a model that stands on its own as it is, null values too", async () => {
    const properties = { a: { const: null, items: [null] } };
    expect(await resolve({ properties })).toEqual(model({ properties }));
  });

  it("tm-extend: takes over all of the extended model, and its own members go over it", async () => {
    const dim = { type: "integer" };
    const result = await resolve({ ...extending("on-off"), title: "Lamp", properties: { dim } }, { "on-off": onOff });
    expect(result).toEqual(model({ title: "Lamp", properties: { on: { type: "boolean", title: "On" }, dim } }));
  });

  it("tm-extend: follows a chain, relative to each model, and lets null remove", async () => {
    const middle = model({ ...extending("../a/base"), properties: { y: { type: "string" } } });
    const base = model({ properties: { x: { type: "integer", title: "X", maximum: 9 } } });
    const own = { ...extending("b/middle"), properties: { x: { title: null, maximum: 5 }, y: null } };
    const result = await resolve(own, { "b/middle": middle, "a/base": base });
    expect(result.properties).toEqual({ x: { type: "integer", maximum: 5 } });
  });

  it("tm-extend: of two extended models the later one goes over the earlier, and both keep their links", async () => {
    const one = model({ description: "1", links: [{ rel: "license", href: "l1" }], actions: { a: {} } });
    const two = model({ description: "2", links: [{ rel: "license", href: "l2" }], actions: { b: {} } });
    const result = await resolve(extending("x/one", "y/two"), { "x/one": one, "y/two": two });
    expect(result.description).toBe("2");
    expect(result.actions).toEqual({ a: {}, b: {} });
    expect(result.links?.map(({ href }) => href)).toEqual([at("x/l1"), at("y/l2")]);
  });

  it("tm-extend: names the link whose model is not found", async () => {
    const failure = { code: "WOT_TD_INVALID", assertion: "tm-extend", pointer: "/links/0/href" };
    await expect(resolve(extending("nowhere"))).rejects.toMatchObject(failure);
    await expect(resolveThingModel(model(extending(at("on-off"))))).rejects.toMatchObject(failure);
    await expect(resolveThingModel(model(extending("relative")))).rejects.toMatchObject(failure);
  });

  it("tm-td-generation-processor-extends: the result can be instantiated", async () => {
    const result = await resolve({ ...extending("on-off"), title: "Lamp" }, { "on-off": onOff });
    expect(instantiate(result)).toMatchObject({ properties: { on: { type: "boolean" } } });
    expect(result).not.toHaveProperty("links");
  });

  it("tm-tmRef2: resolves local, relative and absolute references, and references to references", async () => {
    const other = model({ properties: { p: { "tm:ref": "#/properties/q" }, q: { type: "number" } } });
    const properties = {
      local: { "tm:ref": "#/properties/relative" },
      relative: { "tm:ref": "other#/properties/p" },
      absolute: { "tm:ref": `${at("other")}#/properties/q` },
      part: { type: "object", properties: { deep: { "tm:ref": "#/properties/local" } } },
    };
    const result = await resolve({ properties }, { other });
    const number = { type: "number" };
    const part = { type: "object", properties: { deep: number } };
    expect(result.properties).toEqual({ local: number, relative: number, absolute: number, part });
  });

  it("tm-tmRef2: finds what the model referred to has only inherited", async () => {
    const heir = model({ ...extending("on-off"), properties: { on: { title: "Power" } } });
    const result = await resolve({ properties: { s: { "tm:ref": "heir#/properties/on" } } }, { heir, "on-off": onOff });
    expect(result.properties).toEqual({ s: { type: "boolean", title: "Power" } });
  });

  it("tm-tmRef2: brings the contexts that imported definitions need, behind that of the TD", async () => {
    const other = model({
      "@context": [td, { saref: "https://saref.example/", "@language": "de" }],
      actions: { a: {} },
    });
    const own = { "@context": [td, { ex: "https://ex.example/" }], actions: { b: { "tm:ref": "other#/actions/a" } } };
    const result = await resolve(own, { other });
    expect(result["@context"]).toEqual([td, { saref: "https://saref.example/" }, { ex: "https://ex.example/" }]);
  });

  it("tm-tmRef2: brings the definitions that imported forms name, their parts too, but for its own", async () => {
    const basic = { scheme: "basic" };
    const form = { op: "readproperty", security: ["both", "own"], additionalResponses: [{ schema: "fault" }] };
    const other = model({
      properties: { p: { forms: [form] } },
      securityDefinitions: { both: { scheme: "combo", allOf: ["basic", "own"] }, basic, own: basic, unused: basic },
      schemaDefinitions: { fault: { type: "string" }, unused: {} },
    });
    const own = {
      properties: { q: { "tm:ref": "other#/properties/p" } },
      securityDefinitions: { own: { scheme: "bearer" } },
    };
    const result = await resolve(own, { other });
    expect(result.securityDefinitions).toEqual({
      own: { scheme: "bearer" },
      both: { scheme: "combo", allOf: ["basic", "own"] },
      basic,
    });
    expect(result.schemaDefinitions).toEqual({ fault: { type: "string" } });
  });

  it("tm-tmRef2: refuses a definition with two meanings", async () => {
    const part = (scheme: string) =>
      model({ properties: { p: { forms: [{ security: "s" }] } }, securityDefinitions: { s: { scheme } } });
    const properties = { a: { "tm:ref": "one#/properties/p" }, b: { "tm:ref": "two#/properties/p" } };
    const failing = resolve({ properties }, { one: part("basic"), two: part("digest") });
    await expect(failing).rejects.toMatchObject({ assertion: "tm-tmRef2", pointer: "/securityDefinitions/s" });
    await expect(resolve({ properties }, { one: part("basic"), two: part("basic") })).resolves.toMatchObject({
      securityDefinitions: { s: { scheme: "basic" } },
    });
  });

  it("tm-tmRef2: refuses a prefix with two meanings, and a reference to nothing", async () => {
    const other = model({ "@context": [td, { ex: "https://one.example/" }], actions: { a: {} } });
    const own = { "@context": [td, { ex: "https://two.example/" }], actions: { b: { "tm:ref": "other#/actions/a" } } };
    await expect(resolve(own, { other })).rejects.toMatchObject({ assertion: "tm-tmRef2", pointer: "/@context" });
    await expect(resolve({ actions: { b: { "tm:ref": "other#/actions/z" } } }, { other })).rejects.toMatchObject({
      assertion: "tm-tmRef2",
      pointer: "/actions/b/tm:ref",
    });
  });

  it.each(["/properties/a", "#properties/a", "x", 1, "#/%"])("tm-tmRef1: refuses the reference %s", async (ref) => {
    const own = { properties: { a: {}, b: { "tm:ref": ref } } };
    await expect(resolve(own)).rejects.toMatchObject({ assertion: "tm-tmRef1", pointer: "/properties/b/tm:ref" });
  });

  it("tm-tmRef-overwrite-process: what stands beside a reference is merged in, null removes", async () => {
    const dim = { type: "integer", title: "Dim", maximum: 100, data: { a: 1, b: 2 } };
    const b = { "tm:ref": "#/properties/dim", title: null, maximum: 80, unit: "%", data: { a: null } };
    const result = await resolve({ properties: { dim, b } });
    expect(result.properties?.b).toEqual({ type: "integer", maximum: 80, unit: "%", data: { b: 2 } });
    expect(result.properties?.dim).toEqual(dim);
  });

  it("tm-tmRef-overwrite-possibility: null beside a reference also removes what is inherited", async () => {
    const own = { ...extending("on-off"), properties: { on: { "tm:ref": "on-off#/properties/on", title: null } } };
    expect((await resolve(own, { "on-off": onOff })).properties).toEqual({ on: { type: "boolean" } });
  });

  it("tm-ref-recursive-extensions: refuses a cycle of extensions, of references and of both", async () => {
    const failure = { code: "WOT_TD_INVALID", assertion: "tm-ref-recursive-extensions" };
    await expect(resolve(extending("root"))).rejects.toMatchObject(failure);
    const back = model(extending("root"));
    await expect(resolve(extending("back"), { back })).rejects.toMatchObject(failure);
    await expect(resolve({ properties: { a: { "tm:ref": "#/properties" } } })).rejects.toMatchObject(failure);
    const other = model({ properties: { b: { "tm:ref": "root#/properties/a" } } });
    await expect(resolve({ properties: { a: { "tm:ref": "other#/properties/b" } } }, { other })).rejects.toMatchObject(
      failure,
    );
  });

  it("takes no two models that refer to parts of each other for a cycle", async () => {
    const other = model({ properties: { b: { "tm:ref": "root#/properties/c" } } });
    const own = { properties: { a: { "tm:ref": "other#/properties/b" }, c: { type: "null" } } };
    expect((await resolve(own, { other })).properties?.a).toEqual({ type: "null" });
  });

  it("tm-tmOptional: inherits what is optional, but not what is removed or taken over by reference", async () => {
    const pointers = ["/events/a", "/events/b", "/events/c"];
    const base = model({ events: { a: {}, b: {}, c: {} }, "tm:optional": pointers });
    const own = { ...extending("base"), events: { a: { "tm:ref": "base#/events/a" }, b: null } };
    expect((await resolve(own, { base }))["tm:optional"]).toEqual(["/events/c"]);
    const more = { ...own, actions: { d: {} }, "tm:optional": ["/actions/d"] };
    expect((await resolve(more, { base }))["tm:optional"]).toEqual(["/events/c", "/actions/d"]);
    expect(await resolve({ ...own, "tm:optional": null }, { base })).not.toHaveProperty("tm:optional");
  });

  it("inherits an id, but not the version, which is that of the extended model", async () => {
    const base = model({ id: "urn:{{ID}}", version: { model: "1.0.0" } });
    expect(await resolve(extending("base"), { base })).toEqual(model({ id: "urn:{{ID}}" }));
    const version = { model: "3.0.0" };
    expect((await resolve({ ...extending("base"), version }, { base })).version).toEqual(version);
  });

  it("resolves a base once that is reached on many ways", async () => {
    const models: Record<string, object> = { m0: onOff };
    for (let n = 1; n <= 12; n++) models[`m${n}`] = model(extending(`m${n - 1}`, `m${n - 1}`));
    const properties = (await resolve(extending("m12"), models, { limits: { maxValues: 1_000_000 } })).properties;
    expect(properties).toEqual(onOff.properties);
    await expect(resolve(extending("m12"), models, { limits: { maxValues: 1000 } })).rejects.toMatchObject({
      message: expect.stringContaining("maxValues"),
    });
  });

  it("leaves the models that it is given alone", async () => {
    const own = model({ ...extending(at("on-off")), properties: { on: { title: null } } });
    const before = JSON.stringify([own, onOff]);
    await resolveThingModel(own, { resolver: resolverOf({ "on-off": onOff }) });
    expect(JSON.stringify([own, onOff])).toBe(before);
  });
});

describe("a document that cannot be used", () => {
  it.each([
    ["not JSON", "{", "WOT_TD_SYNTAX"],
    ["no Thing Model", "{}", "WOT_TD_INVALID"],
    ["with __proto__", '{"@type":"tm:ThingModel","__proto__":{}}', "WOT_TD_INVALID"],
    ["too deep", `{"@type":"tm:ThingModel","a":${"[".repeat(9000)}${"]".repeat(9000)}}`, "WOT_TD_LIMIT"],
  ])("is refused: %s", async (_what, text, code) => {
    await expect(resolve(extending("bad"), { bad: text })).rejects.toMatchObject({ code });
  });

  it("is refused: cyclic as a value", async () => {
    const own: Record<string, unknown> = {};
    own.self = own;
    await expect(resolve(own)).rejects.toMatchObject({ code: "WOT_TD_INVALID" });
  });
});

describe("limits", () => {
  const chain = Object.fromEntries([1, 2, 3].map((n) => [`m${n}`, model(n === 3 ? {} : extending(`m${n + 1}`))]));

  it.each([
    ["maxDocuments", 2],
    ["maxChain", 2],
    ["maxBytes", 10],
    ["maxDepth", 1],
  ])("%s is kept", async (name, limit) => {
    const failing = resolve(extending("m1"), chain, { limits: { [name]: limit } });
    await expect(failing).rejects.toMatchObject({ code: "WOT_TD_LIMIT", message: expect.stringContaining(name) });
  });

  it("allow exactly what they say", async () => {
    await expect(resolve(extending("m1"), chain, { limits: { maxDocuments: 3, maxChain: 3 } })).resolves.toBeDefined();
  });

  it("maxChain is kept whatever the order in which references are met", async () => {
    const chain = Array.from({ length: 6 }, (_, n) => [`p${n}`, n === 0 ? {} : { "tm:ref": `#/properties/p${n - 1}` }]);
    for (const entries of [chain, chain.toReversed()]) {
      const properties = Object.fromEntries(entries);
      await expect(resolve({ properties }, {}, { limits: { maxChain: 5 } })).resolves.toBeDefined();
      await expect(resolve({ properties }, {}, { limits: { maxChain: 4 } })).rejects.toMatchObject({
        message: expect.stringContaining("maxChain"),
      });
    }
  });

  it("maxValues ends references that multiply", async () => {
    const properties: Record<string, unknown> = { p0: { type: "string" } };
    for (let n = 1; n < 15; n++) {
      const ref = { "tm:ref": `#/properties/p${n - 1}` };
      properties[`p${n}`] = { a: ref, b: ref };
    }
    const failing = resolve({ properties }, {}, { limits: { maxValues: 10_000 } });
    await expect(failing).rejects.toMatchObject({ message: expect.stringContaining("maxValues") });
  });

  it("deadlineMs and the signal end the waiting for a resolver that never answers", async () => {
    const resolver = { read: () => new Promise<string>(() => {}) };
    const delays: number[] = [];
    const clock = {
      after(ms: number, callback: () => void) {
        delays.push(ms);
        queueMicrotask(callback);
        return { cancel() {} };
      },
    };
    const late = resolve(extending("m1"), {}, { resolver, clock });
    await expect(late).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    expect(delays).toEqual([10_000]);
    const aborted = resolve(extending("m1"), {}, { resolver, signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });

  it("must be positive integers", async () => {
    await expect(resolve({}, {}, { limits: { maxChain: 0 } })).rejects.toMatchObject({ code: "WOT_RANGE" });
  });
});
