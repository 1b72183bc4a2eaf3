import { describe, expect, it } from "vitest";
import { advertisedHosts, checkAdvertised, uriHost } from "../../src/index.js";

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

const refusal = expect.objectContaining({ code: "WOT_ARGUMENT" });

describe("advertisedHosts", () => {
  it("is the address that a server listens on, an IPv6 address in brackets", () => {
    for (const [address, host] of [
      ["192.0.2.7", "192.0.2.7"],
      ["2001:db8::7", "[2001:db8::7]"],
      ["localhost", "localhost"],
    ] as const) {
      expect(advertisedHosts({ address }, interfaces)).toEqual([host]);
      expect(advertisedHosts({ address, advertise: "all" }, interfaces)).toEqual([host]);
    }
  });

  it("is what is meant to be told, in that order, wherever the server listens", () => {
    const advertise = ["thing.example", "2001:db8::9"];
    for (const address of ["0.0.0.0", "::", "192.0.2.7"]) {
      expect(advertisedHosts({ address, advertise }, interfaces)).toEqual(["thing.example", "[2001:db8::9]"]);
    }
  });

  it("is the interfaces' addresses on request only, IPv4 first, without loopback and link-local ones", () => {
    expect(advertisedHosts({ address: "::", advertise: "all" }, interfaces)).toEqual(["192.0.2.1", "[2001:db8::1]"]);
    expect(advertisedHosts({ address: "0.0.0.0", advertise: "all" }, interfaces)).toEqual(["192.0.2.1"]);
    expect(() => advertisedHosts({ address: "0.0.0.0" }, interfaces)).toThrow(refusal);
    expect(() => advertisedHosts({ address: "::" }, interfaces)).toThrow(refusal);
  });

  it("is loopback on a machine without a network", () => {
    expect(advertisedHosts({ address: "::", advertise: "all" }, { lo: interfaces.lo })).toEqual(["127.0.0.1"]);
  });
});

describe("checkAdvertised", () => {
  it("lets a server on all interfaces start when something says how peers reach it", () => {
    expect(() => checkAdvertised({ address: "0.0.0.0" })).toThrow(refusal);
    for (const told of [{ advertise: "all" }, { advertise: ["h"] }, { baseUrl: "http://h" }] as const) {
      expect(() => checkAdvertised({ address: "0.0.0.0", ...told })).not.toThrow();
    }
  });

  it.each(["http://h", "h:80", "[::1]", "", "a/b", "0.0.0.0", "::", "user@h"])("refuses the host %j", (host) => {
    expect(() => checkAdvertised({ address: "127.0.0.1", advertise: [host] })).toThrow(refusal);
  });

  it("refuses an empty list of hosts", () => {
    expect(() => checkAdvertised({ address: "127.0.0.1", advertise: [] })).toThrow(refusal);
  });
});

describe("uriHost", () => {
  it("puts brackets around an IPv6 address only", () => {
    expect(["::1", "127.0.0.1", "house.example"].map(uriHost)).toEqual(["[::1]", "127.0.0.1", "house.example"]);
  });
});
