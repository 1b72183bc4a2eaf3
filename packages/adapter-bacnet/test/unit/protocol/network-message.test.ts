import { describe, expect, it } from "vitest";
import { readLinkMessage, registration, writeLinkMessage } from "../../../src/protocol/link-message.js";
import { readNetworkMessage, writeNetworkMessage } from "../../../src/protocol/network-message.js";
import { peerText } from "../../../src/protocol/peer.js";

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");
const apdu = Uint8Array.of(0x10, 0x08);

describe("a network message", () => {
  it("goes straight to a station, to one behind a router, or everywhere", () => {
    const destination = { network: 5, mac: Uint8Array.of(12) };
    expect(hex(writeNetworkMessage(apdu, { expectsReply: true }))).toBe("01041008");
    expect(hex(writeNetworkMessage(apdu, { destination, expectsReply: true }))).toBe(
      "0124" + "0005010c" + "ff" + "1008",
    );
    expect(hex(writeNetworkMessage(apdu, { destination: "everywhere", expectsReply: false }))).toBe("0120ffff00ff1008");
  });

  it("says which station behind a router it comes from", () => {
    const read = readNetworkMessage(bytes("01 28 ffff 00 0005 01 0c ff 1008"));
    expect(read).toEqual({ apdu, source: { network: 5, mac: Uint8Array.of(12) } });
    expect(readNetworkMessage(bytes("01 00 1008"))).toEqual({ apdu, source: undefined });
    const peer = { host: "192.0.2.1", port: 47808 };
    expect(peerText({ ...peer, station: read!.source })).not.toBe(peerText(peer));
  });

  it("is passed over when it is for routers, of another version, or cut off", () => {
    for (const text of ["01 80 00 0005", "02 00 1008", "01", "", "01 08 0005 05 0c", "01 20 0005"])
      expect(readNetworkMessage(bytes(text))).toBeUndefined();
  });
});

describe("a datagram", () => {
  it("has a network message, its own or one that a BBMD passes on", () => {
    expect(readLinkMessage(bytes("81 0a 0008 01 00 1008"))).toMatchObject({ kind: "network", origin: undefined });
    expect(readLinkMessage(bytes("81 04 000e c0000207 bac0 01 00 1008"))).toMatchObject({
      origin: { host: "192.0.2.7", port: 47808 },
    });
    expect(readLinkMessage(bytes("81 00 0006 0030"))).toEqual({ kind: "result", code: 0x30 });
    expect(hex(writeLinkMessage(0x0b, bytes("0100")))).toBe("810b00060100");
    expect(hex(registration(300))).toBe("81050006012c");
  });

  it("is passed over when its length is not what it says, or it is no BACnet", () => {
    const whole = bytes("81 04 000e c0000207 bac0 01 00 1008");
    for (let length = 0; length < whole.length; length++)
      expect(readLinkMessage(whole.subarray(0, length))).toBeUndefined();
    for (const text of ["80 0a 0004", "81 0c 0004", "81 00 0004", "81 04 0008 00000000"])
      expect(readLinkMessage(bytes(text))).toBeUndefined();
  });
});
