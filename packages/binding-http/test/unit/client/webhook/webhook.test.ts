import type { IncomingMessage, ServerResponse } from "node:http";
import { httpClient } from "@thingwright/binding-http";
import { recordingSink } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { prepareForm, tryForm } from "../../../support/prepare-form.js";
import { ScriptedPeer } from "../../../support/scripted-peer.js";

const within = { timeoutMs: 2_000 };
const subprotocol = "webhook";

/** A Thing that takes any subscription, and remembers what it was sent. */
class Hook extends ScriptedPeer {
  readonly bodies: Record<string, unknown>[] = [];

  constructor(location: string | null = "/s/1", status = 201) {
    super((message, response) => this.#take(message, response, location, status));
  }

  #take(message: IncomingMessage, response: ServerResponse, location: string | null, status: number): void {
    let text = "";
    message.on("data", (chunk) => {
      text += chunk;
    });
    message.on("end", () => {
      if (message.method === "POST") this.bodies.push(JSON.parse(text));
      const headers = location === null ? {} : { location };
      response.writeHead(message.method === "DELETE" ? 204 : status, headers).end();
    });
  }

  /** Sends a notification to the subscriber. */
  async notify(body: string | undefined, headers: Record<string, string> = {}): Promise<number> {
    const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const init = { method: "POST", headers: { ...type, ...headers }, ...(body === undefined ? {} : { body }) };
    return (await fetch(String(this.bodies.at(-1)?.callbackURL), init)).status;
  }
}

const client = () => httpClient({ callbacks: { port: 0 } });
const form = ({ origin }: ScriptedPeer) => ({ href: `${origin}/events/hot`, subprotocol });

describe("webhook", () => {
  it("posts a callback, takes what comes there, and ends with DELETE at the Location", async () => {
    await using peer = await new Hook().listen();
    await using consumer = client();
    const sink = recordingSink();
    const subscription = await prepareForm(consumer, form(peer), "subscribeevent").subscribe(within, sink);
    expect(peer.bodies).toEqual([{ callbackURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/) }]);
    expect(peer.requests[0]?.headers["content-type"]).toBe("application/json");
    expect(await peer.notify("90")).toBe(200);
    expect(await peer.notify(undefined)).toBe(200);
    expect(sink.contents.map(({ contentType, body }) => [contentType, new TextDecoder().decode(body)])).toEqual([
      ["application/json", "90"],
      ["", ""],
    ]);
    await subscription.stop();
    await subscription.stop();
    expect(peer.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /events/hot", "DELETE /s/1"]);
    expect(await peer.notify("91")).toBe(404);
    expect(sink.contents).toHaveLength(2);
  });

  it.each([
    ["{", {}, 400],
    ["1", { "content-type": "text/html" }, 415],
  ])("answers %s with %j by %i", async (body, headers, status) => {
    await using peer = await new Hook().listen();
    await using consumer = client();
    const sink = recordingSink();
    await prepareForm(consumer, form(peer), "subscribeevent").subscribe(within, sink);
    expect(await peer.notify(body, headers)).toBe(status);
    expect(sink.calls).toEqual([]);
  });

  it("finds the affordance of a notification of all in its Link", async () => {
    await using peer = await new Hook().listen();
    await using consumer = client();
    const sink = recordingSink();
    await prepareForm(consumer, form(peer), "observeallproperties").subscribe(within, sink);
    expect(await peer.notify("1", { link: '<https://thing/properties/le%20vel>; rel="self"' })).toBe(200);
    expect(await peer.notify("1")).toBe(400);
    expect(sink.values).toEqual([{ "le vel": 1 }]);
  });

  it("tells the Thing what its event wants to know of a subscriber", async () => {
    await using peer = await new Hook().listen();
    await using consumer = client();
    const content = { contentType: "application/json", body: new TextEncoder().encode('{"above":5}') };
    const subscribe = prepareForm(consumer, form(peer), "subscribeevent");
    await subscribe.subscribe({ ...within, content }, recordingSink());
    expect(peer.bodies).toEqual([{ above: 5, callbackURL: expect.any(String) }]);
  });

  it.each([
    ["no Location", null],
    ["a Location at another origin", "http://elsewhere/s/1"],
  ])("takes a subscription with %s for a fault of the Thing", async (_, location) => {
    await using peer = await new Hook(location).listen();
    await using consumer = client();
    const failed = prepareForm(consumer, form(peer), "subscribeevent").subscribe(within, recordingSink());
    await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    expect(await peer.notify("1")).toBe(404);
  });

  it("takes a refusal for what it is", async () => {
    await using peer = await new Hook(null, 403).listen();
    await using consumer = client();
    const failed = prepareForm(consumer, form(peer), "subscribeevent").subscribe(within, recordingSink());
    await expect(failed).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("ends by its signal, before and after it is established", async () => {
    await using peer = await new Hook().listen();
    await using consumer = client();
    const subscribe = prepareForm(consumer, form(peer), "subscribeevent");
    const aborted = subscribe.subscribe({ ...within, signal: AbortSignal.abort() }, recordingSink());
    await expect(aborted).rejects.toMatchObject({ code: "WOT_ABORTED" });
    const controller = new AbortController();
    await subscribe.subscribe({ ...within, signal: controller.signal }, recordingSink());
    const left = new Promise<void>((resolve) => {
      peer.answer = (message, response) => {
        response.writeHead(204).end();
        if (message.method === "DELETE") resolve();
      };
    });
    controller.abort();
    await left;
  });

  it("leaves when the client stops", async () => {
    await using peer = await new Hook().listen();
    const consumer = client();
    await prepareForm(consumer, form(peer), "subscribeevent").subscribe(within, recordingSink());
    await consumer.stop();
    expect(peer.requests.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
  });

  it("is refused where nobody said that peers may call back", () => {
    const refused = tryForm(httpClient(), { href: "http://h/", subprotocol }, "subscribeevent");
    expect(refused).toEqual({ refused: expect.stringContaining("callbacks") });
  });
});
