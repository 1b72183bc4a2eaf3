import { type CoapResponse, type CoapServer, Code, coapServer as protocolServer, readUint } from "@thingwright/coap";
import { jsonContent, textOf } from "@thingwright/contract-tests";
import type { FormRefusal, PreparedForm } from "@thingwright/contracts";
import { compileUriTemplate, effectiveForms, type Form, type Operation, type ThingDescription } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Lab } from "../../lab/lab.js";

const peer = { address: "10.0.0.9", port: 5683 };

describe("A CoAP client", () => {
  let lab: Lab;
  let server: CoapServer;
  let answer: CoapResponse;
  let blocks: readonly number[];
  let asked: { readonly method: number; readonly path: string; readonly query: readonly string[] }[];

  beforeEach(async () => {
    lab = await Lab.open({}, { contentFormats: { 65001: "application/x-blind" } });
    asked = [];
    answer = { code: Code.Content };
    server = protocolServer({
      transport: lab.network.transport(peer),
      handler: (request) => {
        const { method, path, query, contentFormat, accept, confirmable } = request;
        blocks = request.options.filter(({ number }) => number === 23).map(({ value }) => readUint(value));
        asked.push({ method, path, query, contentFormat, accept, confirmable } as (typeof asked)[number]);
        return answer;
      },
    });
    await server.listen();
  });
  afterEach(async () => {
    await server.close();
    await lab[Symbol.asyncDispose]();
  });

  function prepare(form: Partial<Form>, operation: Operation = "invokeaction"): PreparedForm | FormRefusal {
    const thing: ThingDescription = {
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      title: "t",
      security: "n",
      securityDefinitions: { n: { scheme: "nosec" } },
      actions: { a: { forms: [{ href: "coap://10.0.0.9/a", op: operation, ...form }] } },
    };
    const [effective] = effectiveForms(thing, "action", "a");
    return lab.client.prepare({ thing, form: effective!, operation, href: compileUriTemplate(effective!.href) });
  }

  const request = (form: Partial<Form>, exchange = {}, operation?: Operation) =>
    (prepare(form, operation) as PreparedForm).request({ timeoutMs: 1000, ...exchange });

  it("sends what the terms of the Form say", async () => {
    const form = { "cov:method": "FETCH", "cov:accept": 60, "cov:confirmable": false, contentType: "text/plain" };
    await request(form, { content: { contentType: "text/plain", body: Buffer.from("x") } });
    expect(asked).toEqual([
      { method: Code.FETCH, path: "/a", query: [], contentFormat: 0, accept: 60, confirmable: false },
    ]);
  });

  it.each(["cov:blockwise", "cov:qblockwise"])(
    "asks for blocks no larger than %s says, and sends none",
    async (term) => {
      const sent: number[] = [];
      lab.network.onSend = ({ bytes }) => void sent.push(bytes.length);
      const form = { [term]: { "cov:block1Size": 32, "cov:block2Size": 64 } };
      answer = { code: Code.Content, payload: "x".repeat(300), contentFormat: 50 };
      const reply = await request(form, {
        content: { contentType: "application/json", body: Buffer.alloc(200, 0x31) },
      });
      expect([reply.body.length, blocks]).toEqual([300, [2]]);
      expect(Math.max(...sent)).toBeLessThan(64 + 40);
    },
  );

  it("sends blocks no larger than cov:block1Size alone", async () => {
    const sent: number[] = [];
    lab.network.onSend = ({ bytes }) => void sent.push(bytes.length);
    await request(
      { "cov:blockwise": { "cov:block1Size": 16 } },
      { content: { contentType: "application/json", body: Buffer.alloc(64, 0x31) } },
    );
    expect([Math.max(...sent) < 60, sent.length, blocks]).toEqual([true, 8, []]);
  });

  it("passes over sizes that no block can have", async () => {
    answer = { code: Code.Content, payload: "x", contentFormat: 50 };
    await request({ "cov:blockwise": { "cov:block2Size": 100 } });
    await request({ "cov:blockwise": "yes" });
    expect(blocks).toEqual([]);
  });

  it("expands variables into segments and query", async () => {
    await request({ href: "coap://10.0.0.9/{room}/x{?unit}" }, { variables: { room: "a b/c", unit: "°C&" } });
    expect(asked[0]).toMatchObject({ path: "/a b%2Fc/x", query: ["unit=°C&"] });
  });

  it("drops a fragment", async () => {
    await request({ href: "coap://10.0.0.9/a#b" });
    expect(asked[0]).toMatchObject({ path: "/a" });
  });

  it("names the type of an answer in the words of the Form where the number is the Form's", async () => {
    answer = { code: Code.Content, payload: "x", contentFormat: 42 };
    const form = { contentType: "application/octet-stream;length=1" };
    expect((await request(form)).contentType).toBe("application/octet-stream;length=1");
    expect((await request({})).contentType).toBe("application/octet-stream");
  });

  it("takes the Form's type for an answer without Content-Format", async () => {
    answer = { code: Code.Content, payload: "x" };
    expect((await request({ response: { contentType: "text/csv" } })).contentType).toBe("text/csv");
  });

  it("knows numbers that the Form or the options give", async () => {
    answer = { code: Code.Content, payload: "x", contentFormat: 65_002 };
    const form = { contentType: "application/x-other", "cov:contentFormat": 65_002 } as Partial<Form>;
    expect((await request(form)).contentType).toBe("application/x-other");
    answer = { code: Code.Content, payload: "x", contentFormat: 65_001 };
    expect((await request({})).contentType).toBe("application/x-blind");
  });

  it("calls a Content-Format that nobody knows a broken rule", async () => {
    answer = { code: Code.Content, payload: "x", contentFormat: 64_000 };
    await expect(request({})).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("finds the detail of a refusal in a diagnostic payload or in problem details", async () => {
    answer = { code: Code.Conflict, payload: "the door is open" };
    const problem = { detail: "the door is open", status: 409 };
    await expect(request({})).rejects.toMatchObject({ status: "4.09", problem });
    answer = { code: Code.Conflict, payload: JSON.stringify(problem), contentFormat: 50 };
    await expect(request({})).rejects.toMatchObject({ status: "4.09", problem });
    answer = { code: Code.Conflict, payload: "{", contentFormat: 50 };
    await expect(request({})).rejects.toMatchObject({ status: "4.09", problem: undefined });
  });

  it("keeps no more of a detail than its limit", async () => {
    answer = { code: Code.Conflict, payload: "x".repeat(900) };
    await expect(request({})).rejects.toMatchObject({ problem: { detail: "x".repeat(500) } });
  });

  it.each([Code.ServiceUnavailable, Code.TooManyRequests])(
    "says when a peer that answered %i wants to be asked again (RFC 7252 §5.9.3.4, RFC 8516 §3)",
    async (code) => {
      answer = { code, maxAgeSeconds: 7 };
      await expect(request({})).rejects.toMatchObject({ family: "RemoteError", retryAfterMs: 7_000 });
      answer = { code };
      await expect(request({})).rejects.toMatchObject({ family: "RemoteError", retryAfterMs: undefined });
    },
  );

  it("takes 5.xx, 4.xx and 4.01 for errors of their families", async () => {
    answer = { code: Code.ServiceUnavailable };
    await expect(request({})).rejects.toMatchObject({ family: "RemoteError", status: "5.03" });
    answer = { code: Code.Unauthorized };
    await expect(request({})).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    answer = { code: Code.Forbidden };
    await expect(request({})).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("gives the location of what was created as a path, escaped", async () => {
    answer = { code: Code.Created, locationPath: ["a", "b c/d"], locationQuery: ["x=1&2"] };
    expect(await request({})).toMatchObject({ location: "/a/b%20c%2Fd?x%3D1%262" });
  });

  it("follows a location at the same peer only", async () => {
    await request({}, { location: "/a/7" }, "queryaction");
    expect(asked[0]).toMatchObject({ method: Code.GET, path: "/a/7" });
    for (const location of ["coap://10.0.0.8/a/7", "coap://10.0.0.9:99/a", "//10.0.0.8/a", "coaps://10.0.0.9/a"]) {
      await expect(request({}, { location }, "queryaction")).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    }
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Partial<Form>, Operation]>([
    ["another scheme", { href: "mqtt://10.0.0.9/a" }, "invokeaction"],
    ["a variable in the authority", { href: "coap://{host}/a" }, "invokeaction"],
    ["a variable next to the authority", { href: "coap://10.0.0.9{x}/a" }, "invokeaction"],
    ["a user", { href: "coap://me@10.0.0.9/a" }, "invokeaction"],
    ["a segment that no option can carry", { href: `coap://10.0.0.9/${"a".repeat(256)}` }, "invokeaction"],
    ["a method that CoAP does not have", { "cov:method": "HEAD" }, "invokeaction"],
    ["an observation by another method than GET and FETCH", { "cov:method": "POST" }, "subscribeevent"],
    ["an unknown subprotocol", { subprotocol: "sse" }, "subscribeevent"],
    ["what stop() carries out", {}, "unsubscribeevent"],
  ])("refuses a Form with %s", (_what, form, operation) => {
    expect(prepare(form, operation)).toEqual({ refused: expect.stringMatching(/\w/) });
  });

  it("refuses carriers that CoAP has no place for", () => {
    const [form] = lab.remote.forms("readproperty", "count");
    const by = (carrier: "headers" | "query") =>
      lab.remote.prepareForm(form!, "readproperty", "count", { carriers: [carrier], authenticate: () => ({}) });
    expect(by("headers")).toEqual({ refused: "CoAP has no place for credentials as headers" });
    expect(by("query")).not.toHaveProperty("refused");
  });

  it("gives up when the authenticator takes longer than the exchange may", async () => {
    const [form] = lab.remote.forms("readproperty", "count");
    const slow = { carriers: ["query"] as const, authenticate: () => new Promise<never>(() => {}) };
    const prepared = lab.remote.prepareForm(form!, "readproperty", "count", slow) as PreparedForm;
    const reading = prepared.request({ timeoutMs: 100 });
    const failing = expect(reading).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    await lab.time.advance(200);
    await failing;
  });

  it("gives up on a name that nobody finds in time", async () => {
    await using other = await Lab.open({}, { lookup: () => new Promise<never>(() => {}) });
    const [form] = other.remote.forms("readproperty", "count");
    const href = "coap://lamp.example/x";
    const named = { ...form!, href, form: { ...form!.form, href } };
    const prepared = other.remote.prepareForm(named, "readproperty", "count") as PreparedForm;
    const failing = expect(prepared.request({ timeoutMs: 100 })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    await other.time.advance(200);
    await failing;
  });

  it("writes to our own server what it reads from it", async () => {
    await lab.remote.request("writeproperty", "name", { content: jsonContent("x".repeat(5000)) });
    expect(textOf(await lab.remote.request("readproperty", "name"))).toBe(`"${"x".repeat(5000)}"`);
  });
});
