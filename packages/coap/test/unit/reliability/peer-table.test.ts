import { describe, expect, it } from "vitest";
import { PeerTable } from "../../../src/reliability/peer-table.js";

const table = (maxPeers: number) =>
  new PeerTable(
    maxPeers,
    () => 0.5,
    () => 0,
  );

describe("The peer table", () => {
  it("tells peers apart by address and by port", () => {
    const peers = table(100);
    const peer = peers.at("10.0.0.1", 1000);
    expect(peers.at("10.0.0.1", 1000)).toBe(peer);
    expect(peers.at("10.0.0.2", 1000)).not.toBe(peer);
    expect(peers.at("10.0.0.1", 1064)).not.toBe(peer);
    expect(peers.find("10.0.0.1", 1000)).toBe(peer);
    expect(peers.find("10.0.0.3", 1000)).toBeUndefined();
  });

  it("forgets silent peers, keeps busy and pinned ones, and stays within its limit", () => {
    const peers = table(16);
    const silent = peers.at("10.0.0.1", 1);
    const busy = peers.at("10.0.0.1", 2);
    const pinned = peers.at("10.0.0.1", 3);
    pinned.pins++;
    for (let port = 100; port < 1000; port++) {
      peers.at("10.0.0.9", port);
      expect(peers.find("10.0.0.1", 2)).toBe(busy);
      expect(peers.size).toBeLessThanOrEqual(18);
    }
    expect(peers.find("10.0.0.1", 1)).toBeUndefined();
    expect(peers.at("10.0.0.1", 1)).not.toBe(silent);
    expect(peers.find("10.0.0.1", 3)).toBe(pinned);
  });

  it("gives Message IDs that wrap and skip what is outstanding", () => {
    const peer = new PeerTable(
      4,
      () => 0.999999,
      () => 0,
    ).at("10.0.0.1", 1);
    expect(peer.nextMessageId()).toBe(0);
    peer.outstanding.set(1, {} as never);
    expect(peer.nextMessageId()).toBe(2);
  });
});
