import { Readable } from "node:stream";
import { FakeClock, recordingSink, settled } from "@thingwright/contract-tests";
import type { Authentication, PreparedForm } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { nodeWot, type TheirContent } from "../../../src/their-bindings/index.js";
import { ScriptedFactory, streamed } from "../../support/scripted-plug-in.js";
import { bearing, vendorForm } from "../../support/vendor-form.js";

const timeoutMs = 1_000;

function setUp(limits = {}) {
  const factory = new ScriptedFactory();
  const clock = new FakeClock();
  const binding = nodeWot(factory, { clock, random: () => 1, containRejections: false, limits });
  return { factory, clock, binding, client: factory.client };
}

const textOf = async (form: PreparedForm): Promise<string> =>
  Buffer.from((await form.request({ timeoutMs })).body).toString();

describe("a request by a binding of node-wot", () => {
  it("fills variables in, and passes the terms of the protocol on", async () => {
    const { binding, client } = setUp();
    let page: unknown;
    client.read = async (form) => {
      page = form["vendor:page"];
      return streamed("42");
    };
    const form = vendorForm(binding, "readproperty", { href: "vendor://device/{part}{?unit}" });
    const reply = await form.request({ timeoutMs, variables: { part: "left", unit: "K" } });
    expect(client.asked).toEqual(["read vendor://device/left?unit=K"]);
    expect([Buffer.from(reply.body).toString(), reply.contentType, page]).toEqual(["42", "application/json", 3]);
  });

  it("sends a body that can be read as a stream or whole", async () => {
    const { binding, client } = setUp();
    const content = { contentType: "text/plain", body: new TextEncoder().encode("on") };
    await vendorForm(binding, "writeproperty").request({ timeoutMs, content });
    expect(client.asked).toEqual(["write vendor://device/value text/plain on"]);
  });

  it("takes an action without an answer for one that has ended", async () => {
    const { binding } = setUp();
    const reply = await vendorForm(binding, "invokeaction").request({ timeoutMs });
    expect(reply.body).toHaveLength(0);
  });

  it.each([
    ["a Buffer", Readable.from([Buffer.from("ab")])],
    ["pieces of text", Readable.from(["a", "b"])],
    ["single bytes", Readable.from(new Uint8Array([97, 98]))],
    ["arrays of bytes", Readable.from([[97], [98]])],
  ])("reads a body of %s", async (_, body) => {
    const { binding, client } = setUp();
    client.read = async () => ({
      type: "text/plain",
      body,
      toBuffer: () => Promise.reject(new Error("not asked for")),
    });
    expect(await textOf(vendorForm(binding, "readproperty"))).toBe("ab");
  });

  it("lets go of a body that is too long", async () => {
    const { binding, client } = setUp({ maxBodyBytes: 8 });
    const content = streamed("more than eight");
    client.read = async () => content;
    await expect(textOf(vendorForm(binding, "readproperty"))).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    expect((content.body as Readable).destroyed).toBe(true);
  });

  it.each([
    [
      "a body that somebody has read",
      async () => {
        const content = streamed("1");
        await content.toBuffer();
        return content;
      },
    ],
    ["a body that ends early", async () => ({ ...streamed(""), body: Readable.from([]).destroy() })],
  ])("fails for %s in place of waiting", async (_, read) => {
    const { binding, client } = setUp();
    client.read = read;
    await expect(textOf(vendorForm(binding, "readproperty"))).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("ends by the deadline when a promise of theirs never settles, and lets go of what comes late", async () => {
    const { binding, client, clock } = setUp();
    let arrive = (_: TheirContent): void => {};
    client.read = () => new Promise((resolve) => (arrive = resolve));
    const reply = textOf(vendorForm(binding, "readproperty"));
    reply.catch(() => {});
    await clock.advance(timeoutMs);
    await expect(reply).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    const content = streamed("1");
    arrive(content);
    await settled();
    expect((content.body as Readable).destroyed).toBe(true);
  });
});

describe("what a binding of node-wot fails with", () => {
  it.each([
    ["a text", "no such register", { code: "WOT_REMOTE", message: "no such register" }],
    ["nothing", undefined, { code: "WOT_REMOTE", message: "the binding failed without saying why" }],
    ["a refused connection", withCode("ECONNREFUSED"), { code: "WOT_NETWORK", sent: false }],
    ["a lost connection", withCode("ECONNRESET"), { code: "WOT_NETWORK", sent: true }],
    [
      "a name without address, as a cause",
      new Error("fetch failed", { cause: withCode("ENOTFOUND") }),
      { code: "WOT_NETWORK" },
    ],
    [
      "a Modbus exception",
      Object.assign(new Error("exception 2"), { modbusCode: 2 }),
      { code: "WOT_REMOTE", status: "0x02" },
    ],
    [
      "a time-out",
      Object.assign(new Error("Timed out"), { name: "TransactionTimedOutError" }),
      { code: "WOT_TIMEOUT" },
    ],
    ["an object in words", "[object Object]", { message: "the binding failed without saying why" }],
    ["a StatusCode of OPC UA", new Error("Write : BadNotWritable (0x803b0000)"), { status: "BadNotWritable" }],
    [
      "a user unknown to a broker",
      new Error("Connection refused: Not authorized"),
      { code: "WOT_CREDENTIALS_REFUSED" },
    ],
    ["a 404 of HTTP", new Error("Client error: Not Found"), { code: "WOT_REMOTE", status: "404" }],
    ["a 401 of HTTP", new Error("Client error: Unauthorized"), { code: "WOT_CREDENTIALS_MISSING" }],
  ])("is, for %s, an error of ours", async (_, thrown, expected) => {
    const { binding, client } = setUp();
    client.read = () => Promise.reject(thrown);
    await expect(textOf(vendorForm(binding, "readproperty"))).rejects.toMatchObject(expected);
  });

  it("is an error of ours too when it throws at once", async () => {
    const { binding, client } = setUp();
    client.read = () => {
      throw new TypeError("Malformed form");
    };
    await expect(textOf(vendorForm(binding, "readproperty"))).rejects.toMatchObject({ code: "WOT_REMOTE" });
  });
});

describe("a subscription by a binding of node-wot", () => {
  it("brings each body once, in order, however long it takes to be read", async () => {
    const { binding, client } = setUp();
    const sink = recordingSink();
    await vendorForm(binding, "observeproperty").subscribe({ timeoutMs }, sink);
    const slow = new Readable({ read() {} });
    client.listening[0]!.next({ ...streamed(""), body: slow });
    client.listening[0]!.next(streamed("2"));
    await settled();
    slow.push("1");
    slow.push(null);
    await sink.until(({ values }) => values.length === 2, "two values", 1_000);
    expect(sink.values).toEqual([1, 2]);
  });

  it("is one at their client for all who subscribe to a Form, and ends by unlinkResource with the last", async () => {
    const { binding, client } = setUp();
    const form = vendorForm(binding, "observeproperty");
    const sinks = [recordingSink(), recordingSink()];
    const [one, other] = await Promise.all(sinks.map((sink) => form.subscribe({ timeoutMs }, sink)));
    client.listening[0]!.next(streamed("5"));
    await sinks[1]!.until(({ values }) => values.length === 1, "a value", 1_000);
    await one!.stop();
    expect(client.asked).toEqual(["subscribe vendor://device/value"]);
    await Promise.all([other!.stop(), other!.stop()]);
    expect(client.asked).toEqual(["subscribe vendor://device/value", "unlink vendor://device/value", "unsubscribe"]);
    expect(sinks.map(({ values }) => values)).toEqual([[5], [5]]);
  });

  it("is made anew when the way fails, and says that values may be missing", async () => {
    const { binding, client, clock } = setUp({ minReconnectDelayMs: 50 });
    const sink = recordingSink();
    await vendorForm(binding, "observeproperty").subscribe({ timeoutMs }, sink);
    client.subscribe = () => Promise.reject(withCode("ECONNREFUSED"));
    client.listening[0]!.error(withCode("ECONNRESET"));
    await clock.advance(50);
    client.subscribe = async () => {};
    await clock.advance(100);
    client.listening[0]!.next(streamed("0"));
    client.listening[1]!.next(streamed("1"));
    await sink.until(({ values }) => values.length === 1, "a value", 1_000);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "resumed", "next"]);
    expect(sink.values).toEqual([1]);
  });

  it("ends when the peer refuses", async () => {
    const { binding, client } = setUp();
    const sink = recordingSink();
    await vendorForm(binding, "subscribeevent").subscribe({ timeoutMs }, sink);
    client.listening[0]!.error(Object.assign(new Error("no such register"), { modbusCode: 2 }));
    await settled();
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["error"]);
    expect(client.asked).toContain("unlink vendor://device/value");
  });

  it("is made anew after a failure that nobody knows, and ends when that is refused", async () => {
    const { binding, client, clock } = setUp({ minReconnectDelayMs: 50 });
    const sink = recordingSink();
    await vendorForm(binding, "subscribeevent").subscribe({ timeoutMs }, sink);
    client.listening[0]!.error("[object Object]");
    await clock.advance(50);
    client.subscribe = () => Promise.reject("gone for good");
    client.listening[1]!.error("[object Object]");
    await clock.advance(100);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "resumed", "interrupted", "error"]);
  });

  it.each([
    ["goes on after it", {}, []],
    ["ends by it on demand", { endsOnComplete: true }, ["complete"]],
  ])("of a client that says complete %s", async (_, options, kinds) => {
    const factory = new ScriptedFactory();
    const binding = nodeWot(factory, { clock: new FakeClock(), containRejections: false, ...options });
    const sink = recordingSink();
    await vendorForm(binding, "observeproperty").subscribe({ timeoutMs }, sink);
    factory.client.listening[0]!.complete();
    await settled();
    expect(sink.calls.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("brings values and failures while faults of the binding are contained", async () => {
    const [factory, clock] = [new ScriptedFactory(), new FakeClock()];
    const binding = nodeWot(factory, { clock });
    const sink = recordingSink();
    await vendorForm(binding, "observeproperty").subscribe({ timeoutMs }, sink);
    const [listening] = factory.client.listening;
    listening!.next(streamed("5"));
    await sink.until(({ values }) => values.length === 1, "a value", 1_000);
    listening!.error(withCode("ECONNRESET"));
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["next", "interrupted"]);
    await binding.stop();
    await clock.advance(2_000);
  });

  it("is there with its first value where their client never says so", async () => {
    const { binding, client, clock } = setUp({ minReconnectDelayMs: 50 });
    const sink = recordingSink();
    client.isSilent = true;
    const subscribing = vendorForm(binding, "observeproperty").subscribe({ timeoutMs }, sink);
    await settled();
    client.listening[0]!.next(streamed("5"));
    await subscribing;
    client.listening[0]!.error(withCode("ECONNRESET"));
    await clock.advance(50);
    expect(client.listening).toHaveLength(2);
  });

  it("that is there only after the deadline is ended", async () => {
    const { binding, client, clock } = setUp();
    let arrive = (): void => {};
    client.subscribe = () => new Promise((resolve) => (arrive = resolve));
    const subscribing = vendorForm(binding, "observeproperty").subscribe({ timeoutMs }, recordingSink());
    subscribing.catch(() => {});
    await clock.advance(timeoutMs);
    await expect(subscribing).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    arrive();
    await settled();
    expect(client.asked).toContain("unlink vendor://device/value");
  });

  it("ends within its time when their client cannot end it", async () => {
    const { binding, client, clock } = setUp({ stopTimeoutMs: 10 });
    client.unlink = () => new Promise(() => {});
    const subscription = await vendorForm(binding, "observeproperty").subscribe({ timeoutMs }, recordingSink());
    const stopped = subscription.stop();
    await clock.advance(10);
    await expect(stopped).resolves.toBeUndefined();
  });
});

describe("credentials by a binding of node-wot", () => {
  it("have a client for each set, so that none goes where another belongs", async () => {
    const { binding, factory } = setUp();
    for (const token of ["one", "two", "one"]) {
      await vendorForm(binding, "readproperty", { authenticator: bearing(token) }).request({ timeoutMs });
    }
    await vendorForm(binding, "readproperty").request({ timeoutMs });
    const bearer = 'secure [{"scheme":"bearer"}]';
    expect(factory.clients.map(({ asked }) => asked)).toEqual([
      [`${bearer} {"token":"one"}`, "read vendor://device/value", "read vendor://device/value"],
      [`${bearer} {"token":"two"}`, "read vendor://device/value"],
      ["read vendor://device/value"],
    ]);
  });

  it("are refused where a factory has one client for all", async () => {
    const factory = new ScriptedFactory({ isShared: true });
    const binding = nodeWot(factory, { clock: new FakeClock(), containRejections: false });
    await vendorForm(binding, "readproperty").request({ timeoutMs });
    const secured = vendorForm(binding, "readproperty", { authenticator: bearing("one") });
    await expect(secured.request({ timeoutMs })).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    expect(factory.client.asked).toEqual(["read vendor://device/value"]);
  });
});

describe("credentials that a client of node-wot has no scheme for", () => {
  const authenticating = async (added: Authentication, scheme: string) => {
    const factory = new ScriptedFactory({ scheme });
    const binding = nodeWot(factory, { clock: new FakeClock(), containRejections: false });
    let headers: unknown;
    factory.client.read = async (form) => {
      headers = form["htv:headers"];
      return streamed("1");
    };
    const authenticator = { carriers: [], authenticate: () => added };
    const form = vendorForm(binding, "readproperty", { href: `${scheme}://device/value`, authenticator });
    await form.request({ timeoutMs });
    return [factory.client.asked[0], headers];
  };
  const field = (name: string, value: string) => ({ "htv:fieldName": name, "htv:fieldValue": value });

  it("are header fields of a Form of HTTP: cookies, and several at once", async () => {
    const both = { headers: { "X-Key": "k" }, cookies: { session: "s", site: "1" } };
    const fields = [field("X-Key", "k"), field("Cookie", "session=s; site=1")];
    expect(await authenticating(both, "http")).toEqual(["read http://device/value", fields]);
    await expect(authenticating({ headers: { a: "1", b: "2" } }, "vendor")).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
    });
  });

  it("are a key with its identity, where the key is a text", async () => {
    const psk = { identity: "thing", key: new TextEncoder().encode("secret") };
    const [secured] = await authenticating({ psk }, "coaps");
    expect(secured).toBe('secure [{"scheme":"psk"}] {"identity":"thing","psk":"secret","key":"secret"}');
    await expect(authenticating({ psk: { ...psk, key: Uint8Array.of(0xff) } }, "coaps")).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
    });
  });

  it("are missing, when it throws for them", async () => {
    const { binding, client } = setUp();
    client.setSecurity = () => {
      throw new Error("no such scheme");
    };
    const form = vendorForm(binding, "observeproperty", { authenticator: bearing("one") });
    const expected = { code: "WOT_CREDENTIALS_MISSING", message: expect.stringContaining("no such scheme") };
    await expect(form.request({ timeoutMs })).rejects.toMatchObject(expected);
    await expect(form.subscribe({ timeoutMs }, recordingSink())).rejects.toMatchObject(expected);
  });

  it("stay with their client, where the factory shares its configuration", async () => {
    const { binding, client } = setUp();
    const config = { username: "" };
    client.config = config;
    client.setSecurity = (_, credentials) => {
      client.config.username = (credentials as { token: string }).token;
      return true;
    };
    await vendorForm(binding, "readproperty", { authenticator: bearing("one") }).request({ timeoutMs });
    expect([config.username, client.config.username]).toEqual(["", "one"]);
  });
});

describe("a stopped binding of node-wot", () => {
  it("has stopped its clients, and serves nobody", async () => {
    const { binding, client } = setUp();
    const form = vendorForm(binding, "readproperty");
    await form.request({ timeoutMs });
    await binding.stop();
    expect(client.asked).toContain("stop");
    await expect(form.request({ timeoutMs })).rejects.toMatchObject({ code: "WOT_STATE" });
  });
});

function withCode(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}
