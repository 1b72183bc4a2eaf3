import type { ServerResponse } from "node:http";
import { httpClient } from "@thingwright/binding-http";
import { recordingSink } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { prepareForm } from "../../support/prepare-form.js";
import { ScriptedPeer } from "../../support/scripted-peer.js";

const within = { timeoutMs: 2_000 };
const limits = { minReconnectDelayMs: 1, minPollIntervalMs: 1, longPollGraceMs: 10 };
const json = (response: ServerResponse, value: unknown, headers = {}) =>
  response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));

describe("LongPollSubscription", () => {
  it("takes a peer that simply holds the request for subscribed", async () => {
    let held: ServerResponse | undefined;
    await using peer = await new ScriptedPeer((_, response) => {
      held = response;
    }).listen();
    await using client = httpClient({ limits });
    const sink = recordingSink();
    await prepareForm(client, { href: `${peer.origin}/observable` }, "observeproperty").subscribe(within, sink);
    expect(peer.requests).toHaveLength(1);
    json(held!, 42);
    await sink.until(({ values }) => values.length === 1, "a value", 2_000);
    expect(sink.values).toEqual([42]);
  });

  it("polls the same address again when the peer does not say how to continue", async () => {
    await using peer = await new ScriptedPeer(
      (_, response, count) => void (count < 4 && json(response, count)),
    ).listen();
    await using client = httpClient({ limits });
    const sink = recordingSink();
    const form = { href: `${peer.origin}/p?x=1`, subprotocol: "longpoll" };
    await prepareForm(client, form, "observeproperty").subscribe(within, sink);
    await sink.until(({ values }) => values.length === 3, "three values", 2_000);
    expect(sink.values).toEqual([1, 2, 3]);
    expect(new Set(peer.requests.map(({ url }) => url))).toEqual(new Set(["/p?x=1"]));
  });

  it("follows the peer's links within the origin only", async () => {
    await using peer = await new ScriptedPeer((_, response, count) => {
      const link = ["</p?c=1>; rel=next", '<http://other.example/p>; rel="next"'][count - 1];
      if (count < 4) json(response, count, link === undefined ? {} : { link });
    }).listen();
    await using client = httpClient({ limits });
    const sink = recordingSink();
    await prepareForm(client, { href: `${peer.origin}/p` }, "subscribeevent").subscribe(within, sink);
    await sink.until(({ values }) => values.length === 3, "three values", 2_000);
    expect(peer.requests.slice(0, 3).map(({ url }) => url)).toEqual(["/p", "/p?c=1", "/p"]);
  });

  it.each([404, 401, 503])("rejects when the first answer is %i", async (status) => {
    await using peer = await new ScriptedPeer((_, response) => response.writeHead(status).end()).listen();
    await using client = httpClient({ limits: { ...limits, longPollGraceMs: 1_000 } });
    const subscribed = prepareForm(client, { href: peer.origin }, "subscribeevent").subscribe(within, recordingSink());
    await expect(subscribed).rejects.toMatchObject({ message: expect.stringContaining(String(status)) });
    expect(peer.requests).toHaveLength(1);
  });

  it("says that it is interrupted while the peer fails, and resumed afterwards", async () => {
    await using peer = await new ScriptedPeer((_, response, count) => {
      if (count === 2) response.destroy();
      else if (count === 3) response.writeHead(503).end();
      else if (count < 5) json(response, count);
    }).listen();
    await using client = httpClient({ limits: { ...limits, longPollGraceMs: 1_000 } });
    const sink = recordingSink();
    // A POST is not repeated by itself, so that the cut shows.
    const form = { href: peer.origin, "htv:methodName": "POST" };
    await prepareForm(client, form, "subscribeevent").subscribe(within, sink);
    await sink.until(({ values }) => values.length === 2, "two values", 2_000);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["next", "interrupted", "resumed", "next"]);
  });

  it("ends by failure when the peer refuses for good", async () => {
    await using peer = await new ScriptedPeer((_, response, count) => {
      if (count === 1) json(response, 1);
      else response.writeHead(404).end();
    }).listen();
    await using client = httpClient({ limits });
    const sink = recordingSink();
    await prepareForm(client, { href: peer.origin }, "subscribeevent").subscribe(within, sink);
    await sink.until(({ ended }) => ended, "the end", 2_000);
    expect(sink.calls.at(-1)).toEqual({ kind: "error", error: expect.objectContaining({ status: "404" }) });
  });

  it("repeats a poll that nobody answers", async () => {
    await using peer = await new ScriptedPeer((_, response, count) => void (count === 3 && json(response, 3))).listen();
    await using client = httpClient({ limits: { ...limits, pollTimeoutMs: 20 } });
    const sink = recordingSink();
    await prepareForm(client, { href: peer.origin }, "subscribeevent").subscribe(within, sink);
    await sink.until(({ values }) => values.length === 1, "a value", 2_000);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["next"]);
  });

  it("leaves where the peer said, when it is stopped", async () => {
    await using peer = await new ScriptedPeer((_, response, count) => {
      if (count === 1) json(response, 1, { link: '</p?c=1>; rel="next", </bye>; rel="urn:thingwright:rel:leave"' });
      else if (response.req.method === "DELETE") response.writeHead(204).end();
    }).listen();
    await using client = httpClient({ limits });
    const subscription = await prepareForm(client, { href: `${peer.origin}/p` }, "subscribeevent").subscribe(
      within,
      recordingSink(),
    );
    await subscription.stop();
    await subscription.stop();
    expect(peer.requests.filter(({ method }) => method === "DELETE").map(({ url }) => url)).toEqual(["/bye"]);
  });
});
