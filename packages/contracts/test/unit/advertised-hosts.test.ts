import { describe, expect, it } from "vitest";
import { advertisedHosts, uriHost } from "../../src/index.js";

const interfaces = {
  lo: [
    { address: "127.0.0.1", family: "IPv4", internal: true },
    { address: "::1", family: "IPv6", internal: true },
  ],
  eth0: [
    { address: "fe80::1", family: "IPv6", internal: false },
    { address: "2001:db8::1", family: "IPv6", internal: false },
    { address: "192.0.2.1", family: "IPv4", internal: false },
  ],
  gone: undefined,
};

describe("advertisedHosts", () => {
  it("is the address that a server listens on, an IPv6 address in brackets", () => {
    expect(advertisedHosts("192.0.2.7", interfaces)).toEqual(["192.0.2.7"]);
    expect(advertisedHosts("2001:db8::7", interfaces)).toEqual(["[2001:db8::7]"]);
    expect(advertisedHosts("localhost", interfaces)).toEqual(["localhost"]);
  });

  it("is the interfaces' addresses when it listens on all, IPv4 first, without loopback and link-local ones", () => {
    expect(advertisedHosts("::", interfaces)).toEqual(["192.0.2.1", "[2001:db8::1]"]);
    expect(advertisedHosts("0.0.0.0", interfaces)).toEqual(["192.0.2.1"]);
  });

  it("is loopback on a machine without a network", () => {
    expect(advertisedHosts("::", { lo: interfaces.lo })).toEqual(["127.0.0.1"]);
  });
});

describe("uriHost", () => {
  it("puts brackets around an IPv6 address only", () => {
    expect(["::1", "127.0.0.1", "house.example"].map(uriHost)).toEqual(["[::1]", "127.0.0.1", "house.example"]);
  });
});
