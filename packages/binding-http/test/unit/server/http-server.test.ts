import { httpServer } from "@thingwright/binding-http";
import { fakeHost, testThing } from "@thingwright/contract-tests";
import { CredentialsError } from "@thingwright/errors";
import { validateThingDescription } from "@thingwright/td";
import { describe, expect, it, vi } from "vitest";
import { freePort, serveThing } from "../../support/served-thing.js";

describe("httpServer", () => {
  it("serves a Thing Description at the slug and under /things by id, with a strong ETag", async () => {
    await using served = await serveThing();
    for (const path of ["/test-thing", "/things/urn%3Atest%3Atest-thing", "/things/urn:test:test-thing"]) {
      const answer = await served.ask(path);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({ "content-type": "application/td+json", etag: '"test-thing"' });
      expect(answer.json).toMatchObject({ id: "urn:test:test-thing" });
    }
  });

  it.each(['"test-thing"', '"other", W/"test-thing"', "*"])("answers 304 to If-None-Match: %s", async (match) => {
    await using served = await serveThing();
    const answer = await served.ask("/test-thing", { headers: { "if-none-match": match } });
    expect([answer.status, answer.text, answer.headers.etag]).toEqual([304, "", '"test-thing"']);
  });

  it("answers HEAD like GET without the body", async () => {
    await using served = await serveThing();
    for (const path of ["/", "/things", "/test-thing", "/.well-known/wot", "/test-thing/properties/count"]) {
      const [get, head] = [await served.ask(path), await served.ask(path, { method: "HEAD" })];
      expect([head.status, head.text, head.headers["content-length"]]).toEqual([
        200,
        "",
        get.headers["content-length"],
      ]);
    }
  });

  it("answers HEAD of a subscription at once and subscribes to nothing", async () => {
    await using served = await serveThing();
    for (const path of ["/test-thing/events/tick", "/test-thing/events/tick/poll"]) {
      expect((await served.ask(path, { method: "HEAD" })).status).toBe(200);
    }
    expect(served.thing.event("tick").emitter.active).toBe(0);
  });

  it("lists all Thing Descriptions by id and notices when one changes", async () => {
    await using served = await serveThing();
    const other = testThing({ slug: "another" });
    served.host.add(other);
    const first = await served.ask("/things");
    expect(first.headers["content-type"]).toBe("application/ld+json");
    expect((first.json as { id: string }[]).map(({ id }) => id)).toEqual(["urn:test:another", "urn:test:test-thing"]);
    const same = await served.ask("/things", { headers: { "if-none-match": String(first.headers.etag) } });
    expect(same.status).toBe(304);
    served.host.remove(other.id);
    expect((await served.ask("/things")).json).toHaveLength(1);
  });

  it("shows its only Thing at /.well-known/wot", async () => {
    await using served = await serveThing();
    expect((await served.ask("/.well-known/wot")).json).toMatchObject({ id: "urn:test:test-thing" });
  });

  it("shows a valid directory at /.well-known/wot when it has several Things", async () => {
    await using served = await serveThing();
    served.host.add(testThing({ slug: "another" }));
    const { json } = await served.ask("/.well-known/wot");
    expect(json).toMatchObject({ "@type": "ThingDirectory", base: `${served.base}/` });
    expect(validateThingDescription(json)).toEqual([]);
  });

  it("links to its Things from the root (RFC 9264)", async () => {
    await using served = await serveThing({ port: await freePort(), baseUrl: "https://house.example/gw/" });
    expect(served.forms.properties.get("name")?.[0]?.href).toBe("https://house.example/gw/test-thing/properties/name");
    const { json } = await served.ask("/");
    expect(json).toMatchObject({
      linkset: [{ anchor: "/gw/", item: [{ href: "/gw/test-thing", type: "application/td+json" }] }],
    });
  });

  it("keeps a Thing whose slug is one of its own words beside them", async () => {
    await using served = await serveThing();
    const thing = testThing({ slug: "things" });
    const forms = await served.server.expose(thing);
    expect(forms.properties.get("count")?.[0]?.href).toBe(`${served.base}/~things/properties/count`);
    expect((await served.ask("/~things/properties/count")).json).toBe(0);
    expect((await served.ask("/things")).json).toBeInstanceOf(Array);
  });

  it.each([
    ["GET", "/test-thing/properties/none", 404, "WOT_NOT_FOUND"],
    ["GET", "/test-thing/properties/__proto__", 404, "WOT_NOT_FOUND"],
    ["GET", "/constructor", 404, "WOT_NOT_FOUND"],
    ["GET", "/test-thing/", 404, "WOT_NOT_FOUND"],
    ["GET", "/test-thing/actions/job/unknown-id", 404, "WOT_NOT_FOUND"],
    ["GET", "/test-thing/properties?names=count,none", 400, "WOT_BAD_REQUEST"],
    ["GET", "/test-thing//properties", 400, "WOT_BAD_REQUEST"],
    ["GET", "/test-thing/properties/%", 400, "WOT_BAD_REQUEST"],
    ["GET", "/test-thing?%", 400, "WOT_BAD_REQUEST"],
    ["DELETE", "/test-thing/properties/count", 405, "WOT_METHOD"],
    ["PUT", "/test-thing/properties/sealed", 405, "WOT_METHOD"],
    ["GET", "/test-thing/properties/secretInput", 405, "WOT_METHOD"],
    ["GET", "/test-thing/actions/echo", 405, "WOT_METHOD"],
    ["GET", "/test-thing/properties/failing", 409, "WOT_CONFLICT"],
    ["GET", "/test-thing/properties/sealed/poll", 404, "WOT_NOT_FOUND"],
  ] as const)("answers %s %s with %i as problem details", async (method, path, status, code) => {
    await using served = await serveThing();
    const answer = await served.ask(path, { method });
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect([answer.status, answer.json]).toEqual([status, expect.objectContaining({ status, code })]);
    expect(answer.headers.allow !== undefined).toBe(status === 405);
  });

  it("answers 414 for an address over maxUrlLength", async () => {
    await using served = await serveThing({ limits: { maxUrlLength: 100 } });
    const answer = await served.ask(`/${"a".repeat(100)}`);
    expect([answer.status, answer.json]).toEqual([414, expect.objectContaining({ status: 414 })]);
  });

  it("answers 406 when the client takes none of the content types, and the one it likes otherwise", async () => {
    await using served = await serveThing();
    const ask = (accept: string) => served.ask("/test-thing/properties/note", { headers: { accept } });
    expect((await ask("image/png")).status).toBe(406);
    expect((await ask("text/plain, */*;q=0.1")).headers["content-type"]).toBe("text/plain");
    expect((await ask("text/event-stream")).status).toBe(406);
  });

  it("answers 415 for a content coding, and never hands it to the Thing", async () => {
    await using served = await serveThing();
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const answer = await served.ask("/test-thing/properties/count", { method: "PUT", headers, body: "1" });
    expect(answer.status).toBe(415);
    expect(served.thing.calls.of("writeproperty", "count")).toEqual([]);
  });

  it("answers 401 with each challenge of the error", async () => {
    await using served = await serveThing();
    const challenges = ['Basic realm="a"', "Bearer\r\nx: y"];
    served.thing.property("count").failure = new CredentialsError("WOT_CREDENTIALS_MISSING", "who?", { challenges });
    const answer = await served.ask("/test-thing/properties/count");
    expect([answer.status, answer.headers["www-authenticate"]]).toEqual([401, ['Basic realm="a"', "Bearerx: y"]]);
    expect(answer.headers.x).toBeUndefined();
  });

  it("tells nothing of an exception but that there was one", async () => {
    await using served = await serveThing();
    served.thing.property("count").failure = new TypeError("secret of the house");
    const answer = await served.ask("/test-thing/properties/count");
    expect([answer.status, answer.text.includes("secret")]).toEqual([500, false]);
    expect(served.host.log).toHaveLength(1);
  });

  it("answers OPTIONS with what is allowed", async () => {
    await using served = await serveThing();
    const answer = await served.ask("/test-thing/properties/count", { method: "OPTIONS" });
    expect([answer.status, answer.headers.allow]).toEqual([204, "GET, HEAD, PUT, OPTIONS"]);
  });

  it("presents headers, query and cookies, by name and only when asked", async () => {
    await using served = await serveThing();
    const headers = { cookie: 'a=1; key="k 2"; b', authorization: "Bearer t" };
    await served.ask("/test-thing/properties/count?apikey=%C3%BC", { headers });
    const { presented } = served.thing.calls.of("readproperty", "count")[0]!.request;
    expect(presented?.header("authorization")).toBe("Bearer t");
    expect([presented?.cookie("key"), presented?.cookie("none")]).toEqual(["k 2", undefined]);
    expect([presented?.query("apikey"), presented?.query("none")]).toEqual(["ü", undefined]);
    expect(presented?.header("__proto__")).toBeUndefined();
  });

  it("hands over declared uriVariables only", async () => {
    await using served = await serveThing();
    await served.ask("/test-thing/properties/scaled?unit=a%2Cb&apikey=x&__proto__=y");
    const { variables } = served.thing.calls.of("readproperty", "scaled")[0]!.request;
    expect({ ...variables }).toEqual({ unit: "a,b" });
  });

  it("answers an asynchronous invocation with 201, Location and its status (Profile invokeaction-21)", async () => {
    await using served = await serveThing();
    const invoked = await served.ask("/test-thing/actions/job", { method: "POST" });
    const location = String(invoked.headers.location);
    expect([invoked.status, invoked.json]).toEqual([201, expect.objectContaining({ href: location })]);
    expect((await served.ask(location)).json).toMatchObject({ href: location });
    expect((await served.ask(location, { method: "DELETE" })).status).toBe(204);
  });

  it("takes the absolute form of an address (RFC 9112 §3.2.2)", async () => {
    await using served = await serveThing();
    await using raw = served.raw();
    const text = await raw
      .send("GET http://x/test-thing/properties/count HTTP/1.1\r\nHost: x\r\n\r\n")
      .until("\r\n\r\n0");
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("is public unless it listens on loopback, and has no address before start", () => {
    expect([httpServer().isPublic, httpServer({ address: "::1" }).isPublic]).toEqual([false, false]);
    expect([httpServer({ address: "0.0.0.0", advertise: "all" }).isPublic, httpServer().addresses()]).toEqual([
      true,
      [],
    ]);
  });

  it.each([
    { port: -1 },
    { port: 1.5 },
    { baseUrl: "ftp://x" },
    { baseUrl: "http://u@x" },
    { limits: { maxBodyBytes: 0 } },
    { limits: { longPollMs: Number.NaN } },
  ])("refuses the options %j", (options) => {
    expect(() => httpServer(options)).toThrowError(expect.objectContaining({ family: "UsageError" }));
  });

  it("is not started twice, and exposes nothing before it is", async () => {
    await using served = await serveThing();
    await expect(served.server.start(fakeHost())).rejects.toMatchObject({ code: "WOT_STATE" });
    await expect(httpServer().expose(testThing())).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it.each(["names=count,name", "names=count&names=name", "names=count%2Cname", "names=count&names=name,count"])(
    "reads the properties of ?%s",
    async (query) => {
      await using served = await serveThing();
      const { json } = await served.ask(`/test-thing/properties?${query}`);
      expect(Object.keys(json as object).sort()).toEqual(["count", "name"]);
    },
  );

  it("has no stream of all events, or all properties, for a Thing that never emits any", async () => {
    await using served = await serveThing();
    const silent = testThing({ slug: "silent" });
    (silent.events as Map<string, unknown>).clear();
    (silent.properties as Map<string, unknown>).clear();
    await served.server.expose(silent);
    const ask = (path: string) => served.ask(path, { headers: { accept: "text/event-stream" } });
    expect([(await ask("/silent/events")).status, (await ask("/silent/properties")).status]).toEqual([404, 404]);
  });

  it("tells caches of Accept where there is a choice, and of Origin too where that counts", async () => {
    await using served = await serveThing();
    await using open = await serveThing({ cors: ["https://a.example"] });
    const vary = async (of: typeof served, path: string) => (await of.ask(path)).headers.vary;
    expect(await vary(served, "/test-thing/properties/note")).toBe("accept");
    expect(await vary(served, "/test-thing/properties/count")).toBeUndefined();
    expect(await vary(served, "/test-thing")).toBe("accept, accept-encoding");
    expect(await vary(open, "/test-thing")).toBe("accept, accept-encoding, origin");
    expect(await vary(open, "/test-thing/properties/note")).toBe("accept, origin");
    expect(await vary(open, "/test-thing/properties/count")).toBe("origin");
  });

  it("answers its root as the content type that was asked for", async () => {
    await using served = await serveThing();
    const { headers } = await served.ask("/", { headers: { accept: "application/json" } });
    expect(headers["content-type"]).toBe("application/json");
  });

  it.each(["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1, https://a.example"])(
    "refuses to change anything for a page of %s",
    async (origin) => {
      await using served = await serveThing({ cors: ["https://a.example"] });
      const headers = { origin, "content-type": "text/plain" };
      const invoked = await served.ask("/test-thing/actions/job", { method: "POST", headers });
      const written = await served.ask("/test-thing/properties/count", { method: "PUT", headers, body: "1" });
      expect([invoked.status, written.status, invoked.headers["content-type"]]).toEqual([
        403,
        403,
        "application/problem+json",
      ]);
      expect(served.thing.calls.of("invokeaction", "job")).toEqual([]);
      expect(served.thing.calls.of("writeproperty", "count")).toEqual([]);
      expect((await served.ask("/test-thing/properties/count", { headers })).status).toBe(200);
    },
  );

  it("changes things for pages of its own origin, of those that cors names, and for clients that are no browsers", async () => {
    await using served = await serveThing({ cors: ["https://a.example"] });
    await using open = await serveThing({ cors: true });
    const invoke = async (of: typeof served, headers: Record<string, string>) =>
      (await of.ask("/test-thing/actions/job", { method: "POST", headers })).status;
    expect(await invoke(served, { origin: served.base })).toBe(201);
    expect(await invoke(served, { origin: "https://a.example" })).toBe(201);
    expect(await invoke(served, {})).toBe(201);
    expect(await invoke(open, { origin: "https://b.example" })).toBe(201);
  });

  it("lets pages of other origins in only when told so", async () => {
    await using closed = await serveThing();
    await using open = await serveThing({ cors: ["https://a.example"] });
    const page = (origin: string) => ({ headers: { origin } });
    const allowed = "access-control-allow-origin";
    expect((await closed.ask("/", page("https://a.example"))).headers[allowed]).toBeUndefined();
    expect((await open.ask("/", page("https://b.example"))).headers[allowed]).toBeUndefined();
    expect((await open.ask("/", page("https://a.example"))).headers[allowed]).toBe("https://a.example");
    const preflight = await open.ask("/test-thing/properties/count", {
      method: "OPTIONS",
      headers: { origin: "https://a.example", "access-control-request-method": "PUT" },
    });
    expect([preflight.status, preflight.headers["access-control-allow-methods"]]).toEqual([
      204,
      expect.stringContaining("PUT"),
    ]);
  });

  it("keeps no more resources ready than maxCachedResources, and makes others anew", async () => {
    await using served = await serveThing({ limits: { maxCachedResources: 2 } });
    const made = vi.spyOn(served.thing.properties, "get");
    const turn = async (...names: string[]): Promise<number> => {
      made.mockClear();
      for (const name of names) expect((await served.ask(`/test-thing/properties/${name}`)).status).toBe(200);
      return made.mock.calls.length;
    };
    expect(await turn("count", "name", "count", "name")).toBe(2);
    expect(await turn("sealed", "count", "name", "sealed", "count", "name")).toBe(6);
  });
});
