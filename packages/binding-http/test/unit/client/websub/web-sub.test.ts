import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { httpClient } from "@thingwright/binding-http";
import { recordingSink } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { isSignedBy } from "../../../../src/client/websub/content-signature.js";
import { ManualClock } from "../../../support/manual-clock.js";
import { prepareForm, tryForm } from "../../../support/prepare-form.js";
import { ScriptedPeer } from "../../../support/scripted-peer.js";

const within = { timeoutMs: 2_000 };
const subprotocol = "websub";
const topic = "http://publisher.example/feed";

/** A publisher and its hub, which verifies what it is asked for. */
class Hub extends ScriptedPeer {
  readonly asked: URLSearchParams[] = [];
  readonly challenges: number[] = [];
  /** What it grants; `undefined` for a hub that does not say. */
  leaseSeconds: number | undefined = 100;
  /** Status of the answer to a subscription; below 300 it is verified. */
  status = 202;
  links = `</hub>; rel="hub", <${topic}>; rel=self`;

  constructor() {
    super((message, response) => this.#serve(message, response));
  }

  get #last(): URLSearchParams {
    return this.asked.at(-1)!;
  }

  #serve(message: IncomingMessage, response: ServerResponse): void {
    if (message.method === "GET") {
      response.writeHead(200, { link: this.links }).end();
      return;
    }
    let text = "";
    message.on("data", (chunk) => {
      text += chunk;
    });
    message.on("end", () => {
      this.asked.push(new URLSearchParams(text));
      response.writeHead(this.status).end();
      if (this.status < 300) void this.verify(this.#last.get("hub.mode")!);
    });
  }

  /** Asks the subscriber whether it was it; remembers the status of its answer. */
  async verify(mode: string, about = topic): Promise<string> {
    const url = new URL(this.#last.get("hub.callback")!);
    const query = { "hub.mode": mode, "hub.topic": about, "hub.challenge": "c&1", "hub.reason": "full" };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    if (this.leaseSeconds !== undefined) url.searchParams.set("hub.lease_seconds", String(this.leaseSeconds));
    const answer = await fetch(url);
    this.challenges.push(answer.status);
    return answer.text();
  }

  /** Resolves once the next request has come. */
  asks(): Promise<void> {
    const { answer } = this;
    return new Promise((resolve) => {
      this.answer = (message, response, count) => {
        message.on("end", resolve);
        answer(message, response, count);
      };
    });
  }

  async publish(body: string, signature?: string): Promise<number> {
    const secret = this.asked.find((fields) => fields.has("hub.secret"))!.get("hub.secret")!;
    const own = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    const headers = { "content-type": "application/json", "x-hub-signature": signature ?? own };
    return (await fetch(this.#last.get("hub.callback")!, { method: "POST", headers, body })).status;
  }
}

const form = ({ origin }: ScriptedPeer) => ({ href: `${origin}/feed`, subprotocol });

describe("webSub", () => {
  it("finds the hub, proves its intent, takes what is signed, and leaves", async () => {
    await using hub = await new Hub().listen();
    await using client = httpClient({ callbacks: {} });
    const sink = recordingSink();
    const subscription = await prepareForm(client, form(hub), "subscribeevent").subscribe(within, sink);
    expect(Object.fromEntries(hub.asked[0]!)).toEqual({
      "hub.mode": "subscribe",
      "hub.topic": topic,
      "hub.callback": expect.stringMatching(/^http:/),
      "hub.secret": expect.stringMatching(/^[0-9a-f]{64}$/),
      "hub.lease_seconds": "3600",
    });
    expect(await hub.publish("1")).toBe(200);
    expect(await hub.publish("2", `sha256=${"0".repeat(64)}`)).toBe(202);
    expect(sink.values).toEqual([1]);
    await subscription.stop();
    expect(hub.asked.map((fields) => fields.get("hub.mode"))).toEqual(["subscribe", "unsubscribe"]);
    expect(await hub.publish("3")).toBe(404);
  });

  it("confirms nothing that it did not ask for", async () => {
    await using hub = await new Hub().listen();
    await using client = httpClient({ callbacks: {} });
    await prepareForm(client, form(hub), "subscribeevent").subscribe(within, recordingSink());
    await hub.verify("unsubscribe");
    await hub.verify("subscribe");
    await hub.verify("subscribe", "http://other/");
    expect(hub.challenges).toEqual([200, 404, 404, 404]);
  });

  it("renews before its lease ends, and says when it could not", async () => {
    await using hub = await new Hub().listen();
    const clock = new ManualClock();
    await using client = httpClient({ callbacks: {}, clock });
    const sink = recordingSink();
    await prepareForm(client, form(hub), "subscribeevent").subscribe(within, sink);
    const renewed = hub.asks();
    clock.advance(80_000);
    await renewed;
    expect(hub.asked.map((fields) => fields.get("hub.mode"))).toEqual(["subscribe", "subscribe"]);
    hub.status = 503;
    clock.advance(200_000);
    await sink.until(({ calls }) => calls.length === 1, "the interruption", 2_000);
    hub.status = 202;
    clock.advance(30_000);
    await sink.until(({ calls }) => calls.length === 2, "the recovery", 2_000);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "resumed"]);
  });

  it.each([
    ["four fifths of webSubLeaseSeconds when the hub does not say", undefined, { webSubLeaseSeconds: 50 }, 40_000],
    ["four fifths of minWebSubLeaseSeconds when it grants less", 0.001, { minWebSubLeaseSeconds: 20 }, 16_000],
    ["a span that a timer can take when it grants more", 1e12, {}, 2_147_483 * 800],
    ["a span that a timer can take when more was asked for", undefined, { webSubLeaseSeconds: 1e9 }, 2_147_483 * 800],
  ])("renews after %s, and not before", async (_, leaseSeconds, limits, delayMs) => {
    await using hub = await new Hub().listen();
    hub.leaseSeconds = leaseSeconds;
    const clock = new ManualClock();
    await using client = httpClient({ callbacks: {}, clock, limits });
    await prepareForm(client, form(hub), "subscribeevent").subscribe(within, recordingSink());
    const { webSubLeaseSeconds = 3_600 } = limits as { webSubLeaseSeconds?: number };
    expect(hub.asked[0]?.get("hub.lease_seconds")).toBe(String(webSubLeaseSeconds));
    clock.advance(delayMs - 1);
    await hub.verify("subscribe");
    expect(hub.challenges).toEqual([200, 404]);
    const renewed = hub.asks();
    clock.advance(1);
    await renewed;
    expect(hub.asked.map((fields) => fields.get("hub.mode"))).toEqual(["subscribe", "subscribe"]);
  });

  it("ends when the hub denies it, at once or later", async () => {
    await using hub = await new Hub().listen();
    await using client = httpClient({ callbacks: {} });
    const sink = recordingSink();
    await prepareForm(client, form(hub), "subscribeevent").subscribe(within, sink);
    await hub.verify("denied");
    expect(sink.calls).toEqual([{ kind: "error", error: expect.objectContaining({ status: "denied" }) }]);
    hub.verify = (mode) => Hub.prototype.verify.call(hub, mode === "subscribe" ? "denied" : mode);
    const denied = prepareForm(client, form(hub), "subscribeevent").subscribe(within, recordingSink());
    await expect(denied).rejects.toThrow(/denied the subscription: full/);
  });

  it.each([
    ["", "links to no hub"],
    ['</hub>; rel="hub"', "links to no hub"],
    ["<http://[>; rel=hub, </f>; rel=self", "usable address"],
    ["<ftp://x/>; rel=hub, </f>; rel=self", "secret may go"],
  ])("finds fault with a resource whose links are %j", async (links, why) => {
    await using hub = await new Hub().listen();
    hub.links = links;
    await using client = httpClient({ callbacks: {} });
    const failed = prepareForm(client, form(hub), "subscribeevent").subscribe(within, recordingSink());
    await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL", message: expect.stringContaining(why) });
  });

  it("gives up a hub that refuses, or never verifies", async () => {
    await using hub = await new Hub().listen();
    await using client = httpClient({ callbacks: {} });
    const subscribe = (timeoutMs = 2_000) =>
      prepareForm(client, form(hub), "subscribeevent").subscribe({ timeoutMs }, recordingSink());
    hub.status = 400;
    await expect(subscribe()).rejects.toMatchObject({ code: "WOT_REMOTE", status: "400" });
    hub.status = 202;
    hub.verify = async () => "";
    await expect(subscribe(50)).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });

  it.each(["observeallproperties", "subscribeallevents"] as const)("is no way for %s", (operation) => {
    const client = httpClient({ callbacks: {} });
    expect(tryForm(client, { href: "http://h/", subprotocol }, operation)).toHaveProperty("refused");
  });
});

describe("isSignedBy", () => {
  const body = new TextEncoder().encode("hello");
  const signed = (method: string) => `${method}=${createHmac(method, "key").update(body).digest("hex")}`;

  it.each(["sha256", "sha384", "sha512"])("knows %s", async (method) => {
    expect(await isSignedBy("key", signed(method), body)).toBe(true);
    expect(await isSignedBy("other", signed(method), body)).toBe(false);
    expect(await isSignedBy("key", signed(method), body.subarray(1))).toBe(false);
  });

  it.each([
    undefined,
    "",
    "sha256=",
    "sha256=0",
    "md5=00",
    signed("sha1"),
    "constructor=00",
    `sha256=${"g".repeat(64)}`,
  ])("does not take %s for a signature", async (signature) => {
    expect(await isSignedBy("key", signature, body)).toBe(false);
  });
});
