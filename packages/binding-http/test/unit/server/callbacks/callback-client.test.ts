import type { LookupFunction } from "node:net";
import { systemClock } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { CallbackClient } from "../../../../src/server/callbacks/callback-client.js";
import { CallbackPolicy } from "../../../../src/server/callbacks/callback-policy.js";
import { CallbackPeer } from "../../../support/callback-peer.js";
import { ManualClock } from "../../../support/manual-clock.js";

const limits = { callbackTimeoutMs: 5_000 };
const get = { method: "GET", headers: {} } as const;

/** A resolver that answers with these addresses in turn. */
const resolving =
  (...turns: string[][]): LookupFunction =>
  (_hostname, _options, done) =>
    done(
      null,
      (turns.length > 1 ? turns.shift()! : turns[0]!).map((address) => ({ address, family: 4 })),
    );

describe("CallbackClient", () => {
  it("connects to nothing that a host must not resolve to, even when the first look found it harmless", async () => {
    await using peer = await CallbackPeer.listen();
    const { port } = new URL(peer.origin);
    const policy = new CallbackPolicy({ allow: [`http://rebind.example:${port}`] });
    const client = new CallbackClient(policy, limits, systemClock, resolving(["127.0.0.1"]));
    await expect(client.send(policy.check(`http://rebind.example:${port}/`), get)).rejects.toMatchObject({
      code: "WOT_NETWORK",
    });
    expect(peer.calls).toEqual([]);
    client.stop();
  });

  it("takes of several addresses those that it may, and connects to what was looked at", async () => {
    await using peer = await CallbackPeer.listen();
    const { port } = new URL(peer.origin);
    const policy = new CallbackPolicy({ allow: [`http://hub.example:${port}`], networks: ["127.0.0.1"] });
    const lookups = resolving(["10.0.0.1", "127.0.0.1"], ["10.0.0.1"]);
    const client = new CallbackClient(policy, limits, systemClock, lookups);
    const answer = await client.send(policy.check(`http://hub.example:${port}/a?b`), get);
    expect([answer.status, peer.calls[0]?.url.pathname, peer.calls[0]?.headers.host]).toEqual([
      200,
      "/a",
      `hub.example:${port}`,
    ]);
    client.stop();
  });

  it("checks an address that needs no resolving where it connects", async () => {
    await using peer = await CallbackPeer.listen();
    const client = new CallbackClient(new CallbackPolicy({ allow: () => true }), limits, systemClock);
    await expect(client.send(new URL(peer.origin), get)).rejects.toMatchObject({ code: "WOT_NETWORK" });
    expect(peer.calls).toEqual([]);
    client.stop();
  });

  it("follows no redirection, and reads no more of an answer than it needs", async () => {
    await using peer = await CallbackPeer.listen();
    const client = new CallbackClient(new CallbackPolicy({ allow: [peer.origin] }), limits, systemClock);
    peer.answer = (_called, response) => {
      response.writeHead(307, { location: "/elsewhere" });
      response.on("error", () => {});
      response.end("x".repeat(5_000_000));
    };
    const answer = await client.send(new URL(peer.origin), get);
    expect([answer.status, answer.text.length, peer.calls.length]).toEqual([307, 4_096, 1]);
    client.stop();
  });

  it("gives up on a callback that does not answer in time, and on all when it is stopped", async () => {
    await using peer = await CallbackPeer.listen();
    const clock = new ManualClock();
    const client = new CallbackClient(new CallbackPolicy({ allow: [peer.origin] }), limits, clock);
    peer.answer = () => {};
    const late = client.send(new URL(peer.origin), get);
    await peer.until(1);
    clock.advance(5_000);
    await expect(late).rejects.toThrow();
    const cut = client.send(new URL(peer.origin), get);
    await peer.until(2);
    client.stop();
    await expect(cut).rejects.toThrow();
    expect(clock.pending).toBe(0);
  });
});
