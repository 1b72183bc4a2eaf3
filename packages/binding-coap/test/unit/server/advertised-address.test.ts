import { describe, expect, it } from "vitest";
import { baseUris, isLoopback } from "../../../src/server/advertised-address.js";

describe("The addresses of a server", () => {
  it("name the default port by nothing, and an IPv6 address in brackets", () => {
    expect(baseUris({ address: "192.0.2.1", port: 5683 })).toEqual(["coap://192.0.2.1"]);
    expect(baseUris({ address: "2001:db8::1", port: 61_616 })).toEqual(["coap://[2001:db8::1]:61616"]);
  });

  it("are those of the interfaces when it listens on all", () => {
    const uris = baseUris({ address: "0.0.0.0", port: 5683 });
    expect(uris.length).toBeGreaterThan(0);
    for (const uri of uris) expect(uri).toMatch(/^coap:\/\/\d+\.\d+\.\d+\.\d+$/);
    expect(uris).not.toContain("coap://0.0.0.0");
  });

  it.each(["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])("are this machine's alone at %s", (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each(["0.0.0.0", "::", "192.168.1.5", "fd00::1", "128.0.0.1"])("are others' as well at %s", (address) => {
    expect(isLoopback(address)).toBe(false);
  });
});
