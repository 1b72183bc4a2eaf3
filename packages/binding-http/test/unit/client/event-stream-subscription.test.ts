import type { ServerResponse } from "node:http";
import { httpClient } from "@thingwright/binding-http";
import { recordingSink } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { prepareForm } from "../../support/prepare-form.js";
import { ScriptedPeer } from "../../support/scripted-peer.js";

const within = { timeoutMs: 2_000 };
const limits = { minReconnectDelayMs: 1 };

function stream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream;charset=utf-8" });
  response.flushHeaders();
  return response;
}

const sse = ({ origin }: ScriptedPeer) => ({ href: `${origin}/e`, subprotocol: "sse" });

describe("EventStreamSubscription", () => {
  it("comes back with Last-Event-ID and says that it was away", async () => {
    await using peer = await new ScriptedPeer((_, response, count) => {
      stream(response).write(`id: ${count}\ndata: ${count}\n\n`);
      if (count === 1) setImmediate(() => response.destroy());
    }).listen();
    await using client = httpClient({ limits });
    const sink = recordingSink();
    await prepareForm(client, sse(peer), "subscribeevent").subscribe(within, sink);
    await sink.until(({ values }) => values.length === 2, "two values", 2_000);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["next", "interrupted", "resumed", "next"]);
    expect(peer.requests.map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "1"]);
    expect(peer.requests[0]?.headers.accept).toBe("text/event-stream");
  });

  it("waits as long as the peer asks for, but no longer than maxReconnectDelayMs", async () => {
    await using peer = await new ScriptedPeer(
      (_, response) => void stream(response).end("retry: 999999\ndata: 1\n\n"),
    ).listen();
    await using client = httpClient({ limits: { minReconnectDelayMs: 1, maxReconnectDelayMs: 5 } });
    const sink = recordingSink();
    await prepareForm(client, sse(peer), "subscribeevent").subscribe(within, sink);
    await sink.until(({ values }) => values.length >= 3, "three values", 2_000);
    expect(sink.heard("error")).toBe(false);
  });

  it.each([
    [204, "complete"],
    [404, "error"],
    [410, "error"],
    [401, "error"],
  ])("ends when the peer answers %i on its return", async (status, kind) => {
    await using peer = await new ScriptedPeer((_, response, count) => {
      if (count === 1) stream(response).end("data: 1\n\n");
      else response.writeHead(status).end();
    }).listen();
    await using client = httpClient({ limits });
    const sink = recordingSink();
    await prepareForm(client, sse(peer), "subscribeevent").subscribe(within, sink);
    await sink.until(({ ended }) => ended, "the end", 2_000);
    expect(sink.calls.map((call) => call.kind)).toEqual(["next", "interrupted", kind]);
  });

  it("goes on after a peer that is overloaded for a moment", async () => {
    await using peer = await new ScriptedPeer((_, response, count) => {
      if (count === 2 || count === 3) response.writeHead(count === 2 ? 503 : 429).end();
      else if (count === 1) stream(response).end("data: 1\n\n");
      else stream(response).write("data: 2\n\n");
    }).listen();
    await using client = httpClient({ limits });
    const sink = recordingSink();
    await prepareForm(client, sse(peer), "subscribeevent").subscribe(within, sink);
    await sink.until(({ values }) => values.length === 2, "two values", 2_000);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["next", "interrupted", "resumed", "next"]);
  });

  it("rejects at once when the first answer is no stream", async () => {
    await using peer = await new ScriptedPeer((_, response) => response.writeHead(503).end()).listen();
    await using client = httpClient({ limits });
    const sink = recordingSink();
    const subscribed = prepareForm(client, sse(peer), "subscribeevent").subscribe(within, sink);
    await expect(subscribed).rejects.toMatchObject({ code: "WOT_REMOTE", status: "503" });
    expect([sink.calls, peer.requests.length]).toEqual([[], 1]);
  });

  it("rejects when a success is no stream", async () => {
    await using peer = await new ScriptedPeer((_, response) => response.end("1")).listen();
    await using client = httpClient({ limits });
    const subscribed = prepareForm(client, sse(peer), "subscribeevent").subscribe(within, recordingSink());
    await expect(subscribed).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("ends with ProtocolError at an event over maxEventLength, and does not come back", async () => {
    await using peer = await new ScriptedPeer(
      (_, response) => void stream(response).write(`data: ${"x".repeat(200)}`),
    ).listen();
    await using client = httpClient({ limits: { ...limits, maxEventLength: 100 } });
    const sink = recordingSink();
    await prepareForm(client, sse(peer), "subscribeevent").subscribe(within, sink);
    await sink.until(({ ended }) => ended, "the end", 2_000);
    expect(sink.calls).toEqual([{ kind: "error", error: expect.objectContaining({ code: "WOT_PROTOCOL" }) }]);
    expect(peer.requests).toHaveLength(1);
  });

  it("delivers an event without data as no content, and one without a name of everything as it is", async () => {
    await using peer = await new ScriptedPeer((_, response) => {
      stream(response).write('event: a"b\ndata: 1\n\nevent: c\ndata:\n\ndata: {"d":2}\n\n');
    }).listen();
    await using client = httpClient({ limits });
    const [one, all] = [recordingSink(), recordingSink()];
    await prepareForm(client, sse(peer), "subscribeevent").subscribe(within, one);
    await prepareForm(client, sse(peer), "subscribeallevents").subscribe(within, all);
    for (const sink of [one, all]) await sink.until(({ contents }) => contents.length === 3, "three values", 2_000);
    expect(one.contents.map(({ contentType, body }) => [contentType, body.byteLength])).toEqual([
      ["application/json", 1],
      ["", 0],
      ["application/json", 7],
    ]);
    expect(all.values).toEqual([{ 'a"b': 1 }, { c: null }, { d: 2 }]);
  });

  it("asks again with better credentials when the peer challenges", async () => {
    await using peer = await new ScriptedPeer(({ headers }, response) => {
      if (headers.authorization === "new") stream(response).write("data: 1\n\n");
      else response.writeHead(401, { "www-authenticate": 'Bearer error="invalid_token"' }).end();
    }).listen();
    await using client = httpClient({ limits });
    let token = "old";
    const heard: (readonly string[])[] = [];
    const authenticator = {
      carriers: ["headers"] as const,
      authenticate: () => ({ headers: { authorization: token } }),
      challenged(challenges: readonly string[]) {
        heard.push(challenges);
        token = "new";
        return true;
      },
    };
    const sink = recordingSink();
    await prepareForm(client, sse(peer), "subscribeevent", authenticator).subscribe(within, sink);
    await sink.until(({ values }) => values.length === 1, "a value", 2_000);
    expect(heard).toEqual([['Bearer error="invalid_token"']]);
  });

  it("gives up before it is established when the deadline comes", async () => {
    await using peer = await new ScriptedPeer(() => {}).listen();
    await using client = httpClient({ limits });
    const subscribed = prepareForm(client, sse(peer), "subscribeevent").subscribe({ timeoutMs: 20 }, recordingSink());
    await expect(subscribed).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });
});
