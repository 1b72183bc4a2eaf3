import type { ClientBinding, Exchange, PreparedForm, Reply } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import {
  CredentialsError,
  NetworkError,
  RemoteError,
  TimeoutError,
  UnsupportedError,
  type WotError,
} from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { scriptedBinding } from "../../../support/scripted-binding.js";

/** A binding whose Forms answer by their host: with a value, or with an error. */
function scripted(answers: Record<string, () => unknown>): { binding: ClientBinding; tried: string[] } {
  const tried: string[] = [];
  const prepared = (host: string): PreparedForm => ({
    async request(_exchange: Exchange): Promise<Reply> {
      tried.push(host);
      const value = answers[host]?.();
      if (value instanceof Error) throw value;
      return { contentType: "application/json", body: new TextEncoder().encode(JSON.stringify(value)) };
    },
    async subscribe() {
      throw new UnsupportedError("WOT_OPERATION", "not here");
    },
  });
  const binding: ClientBinding = {
    manifest: {
      name: "script",
      schemes: ["script"],
      clientOperations: ["readproperty", "writeproperty", "invokeaction"],
      serverOperations: [],
      subprotocols: [],
      carriers: [],
    },
    prepare: ({ form }) =>
      form.href.includes("picky") ? { refused: "picky" } : prepared(form.href.slice("script://".length)),
    stop: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
  return { binding, tried };
}

function thing(...hosts: string[]): ThingDescription {
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Two ways",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: "nosec_sc",
    properties: { value: { type: "integer", forms: hosts.map((host) => ({ href: host })) } },
    actions: { jump: { forms: hosts.map((host) => ({ href: host })) } },
  };
}

const unreachable = (sent: boolean) => () => new NetworkError("WOT_NETWORK", "nobody there", { sent });

describe("a call over several Forms", () => {
  it("uses the first that serves", async () => {
    const { binding, tried } = scripted({ a: () => 1, b: () => 2 });
    const consumed = new Servient({ clients: [binding] }).consume(thing("script://a", "script://b"));
    expect(await consumed.read("value")).toBe(1);
    expect(tried).toEqual(["a"]);
  });

  it("falls over to the next when one cannot be reached, and passes the dead one over for a while", async () => {
    let nowMs = 0;
    const clock = { now: () => nowMs, after: () => ({ cancel() {} }) };
    const { binding, tried } = scripted({ a: unreachable(false), b: () => 2 });
    const servient = new Servient({ clients: [binding], clock, limits: { deadFormMs: 1000 } });
    const consumed = servient.consume(thing("script://a", "script://b"));
    expect(await consumed.read("value")).toBe(2);
    expect(await consumed.read("value")).toBe(2);
    expect(tried).toEqual(["a", "b", "b"]);
    nowMs = 1001;
    expect(await consumed.read("value")).toBe(2);
    expect(tried.slice(3)).toEqual(["a", "b"]);
  });

  it("lists every Form and why when all fail", async () => {
    const timeout = () => new TimeoutError("WOT_TIMEOUT", "too slow");
    const { binding } = scripted({ a: unreachable(false), b: timeout });
    const td = thing("nonsense://x", "script://picky", "script://a", "script://b");
    const error = await new Servient({ clients: [binding] })
      .consume(td)
      .read("value")
      .catch((caught: WotError) => caught);
    expect((error as WotError).message).toContain("script://a (nobody there); script://b (too slow)");
    const { attempts } = (error as WotError).cause as UnsupportedError;
    expect(attempts.map(({ href, reason }) => [href, reason])).toEqual([
      ["script://a", "nobody there"],
      ["script://b", "too slow"],
      ["nonsense://x", 'no binding is installed for "nonsense:"'],
      ["script://picky", "picky"],
    ]);
  });

  it("does not ask another Form when the device itself refused", async () => {
    const { binding, tried } = scripted({
      a: () => new RemoteError("WOT_REMOTE", "no", { status: "409" }),
      b: () => 2,
    });
    const consumed = new Servient({ clients: [binding] }).consume(thing("script://a", "script://b"));
    await expect(consumed.read("value")).rejects.toThrow(RemoteError);
    expect(tried).toEqual(["a"]);
  });

  it("repeats no action that may have arrived", async () => {
    const { binding, tried } = scripted({ a: unreachable(true), b: () => 2 });
    const consumed = new Servient({ clients: [binding] }).consume(thing("script://a", "script://b"));
    await expect(consumed.invoke("jump")).rejects.toThrow(NetworkError);
    expect(tried).toEqual(["a"]);
  });

  it.each([
    ["as it could not be reached", unreachable(false)],
    ["as there was no time even to send it", () => new TimeoutError("WOT_TIMEOUT", "waited", { sent: false })],
  ])("repeats an action that surely has not arrived, %s", async (_, a) => {
    const { binding, tried } = scripted({ a, b: () => 2 });
    const consumed = new Servient({ clients: [binding] }).consume(thing("script://a", "script://b"));
    expect(await consumed.invoke("jump")).toBe(2);
    expect(tried).toEqual(["a", "b"]);
  });

  it("says what is missing when nothing installed fits", async () => {
    const consumed = new Servient().consume(thing("script://a"));
    await expect(consumed.read("value")).rejects.toThrow(/no binding is installed for "script:"/);
  });

  it("holds what comes back against the schema", async () => {
    const { binding } = scripted({ a: () => "seven" });
    const consumed = new Servient({ clients: [binding] }).consume(thing("script://a"));
    await expect(consumed.read("value")).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("passes the deadline and the signal on, the default where none is given", async () => {
    const exchanges: Exchange[] = [];
    const { binding } = scriptedBinding({ request: ({ exchange }) => void exchanges.push(exchange) });
    const consumed = new Servient({ clients: [binding], limits: { timeoutMs: 7 } }).consume(thing("script://a"));
    const { signal } = new AbortController();
    await consumed.write("value", 1);
    await consumed.write("value", 1, { timeoutMs: 3, signal });
    expect(exchanges).toMatchObject([{ timeoutMs: 7 }, { timeoutMs: 3, signal }]);
  });

  it("sends nothing with a signal that has aborted, and nothing more after one that aborts", async () => {
    const controller = new AbortController();
    const { binding, tried } = scripted({
      a: () => {
        controller.abort("enough");
        return new NetworkError("WOT_NETWORK", "gone", { sent: false });
      },
      b: () => 2,
    });
    const consumed = new Servient({ clients: [binding] }).consume(thing("script://a", "script://b"));
    const outcome = { code: "WOT_ABORTED", cause: "enough" };
    await expect(consumed.read("value", { signal: controller.signal })).rejects.toMatchObject(outcome);
    await expect(consumed.read("value", { signal: controller.signal })).rejects.toMatchObject(outcome);
    expect(tried).toEqual(["a"]);
  });

  it("tries the dead Forms too when no other is left", async () => {
    let up = false;
    const { binding, tried } = scripted({
      a: () => (up ? 1 : unreachable(false)()),
      b: unreachable(false),
    });
    const consumed = new Servient({ clients: [binding] }).consume(thing("script://a", "script://b"));
    await expect(consumed.read("value")).rejects.toMatchObject({ code: "WOT_NETWORK" });
    up = true;
    expect(await consumed.read("value")).toBe(1);
    expect(tried).toEqual(["a", "b", "a"]);
  });

  it("takes another Form when credentials are refused, and when no codec takes the content type", async () => {
    const refused = () => new CredentialsError("WOT_CREDENTIALS_REFUSED", "not you");
    const { binding, tried } = scripted({ a: refused, b: () => 2 });
    const td = thing("script://a", "script://b");
    expect(await new Servient({ clients: [binding] }).consume(td).read("value")).toBe(2);
    expect(tried).toEqual(["a", "b"]);
    const typed = structuredClone(td) as unknown as { properties: { value: { forms: object[] } } };
    typed.properties.value.forms[0] = { href: "script://a", contentType: "application/x-unknown" };
    await new Servient({ clients: [binding] }).consume(typed as never).write("value", 1);
    expect(tried).toEqual(["a", "b", "b"]);
  });

  it("makes a bug of a binding an internal error", async () => {
    for (const hosts of [["script://a"], ["script://a", "script://b"]]) {
      const { binding } = scripted({ a: () => new RangeError("oops") });
      const consumed = new Servient({ clients: [binding] }).consume(thing(...hosts));
      await expect(consumed.read("value")).rejects.toMatchObject({ code: "WOT_INTERNAL", cause: { message: "oops" } });
    }
  });

  it("reads a stream once and sends its bytes over whichever Form serves", async () => {
    const sent: string[] = [];
    const { binding } = scriptedBinding({
      request({ url, exchange }) {
        sent.push(`${url} ${new TextDecoder().decode(exchange.content?.body)}`);
        if (url === "script://a") throw new NetworkError("WOT_NETWORK", "gone", { sent: false });
      },
    });
    const consumed = new Servient({ clients: [binding], limits: { maxStreamBytes: 5 } }).consume(
      thing("script://a", "script://b"),
    );
    const stream = (text: string) => new Blob([text]).stream();
    await consumed.write("value", stream("12345"));
    expect(sent).toEqual(["script://a 12345", "script://b 12345"]);
    await expect(consumed.write("value", stream("123456"))).rejects.toMatchObject({ code: "WOT_RANGE" });
    expect(sent).toHaveLength(2);
  });
});
