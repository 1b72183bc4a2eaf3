import type { IncomingMessage } from "node:http";
import { httpServer } from "@thingwright/binding-http";
import { describe, expect, it } from "vitest";
import { clientAddress } from "../../../../src/server/connections/client-address.js";

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

describe("clientAddress", () => {
  it("believes no header unless a proxy is trusted", () => {
    expect(clientAddress([])(from("192.0.2.1", "203.0.113.9"))).toBe("192.0.2.1");
    expect(clientAddress(["10.0.0.0/8"])(from("192.0.2.1", "203.0.113.9"))).toBe("192.0.2.1");
  });

  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["1.1.1.1, 203.0.113.9", "203.0.113.9"],
    ["203.0.113.9, 10.2.3.4", "203.0.113.9"],
    ["10.9.9.9", "10.9.9.9"],
    ["2001:db8::7", "2001:db8::7"],
    ["nonsense", "10.0.0.1"],
    ["203.0.113.9, nonsense", "10.0.0.1"],
    [undefined, "10.0.0.1"],
  ])("takes %j from trusted proxies for %j", (forwarded, client) => {
    const clientOf = clientAddress(["10.0.0.0/8"]);
    expect(clientOf(from("10.0.0.1", forwarded))).toBe(client);
    expect(clientOf(from("::ffff:10.0.0.1", forwarded))).toBe(client);
  });

  it.each(["localhost", "10.0.0.0/33", "10.0.0.0/x", "::/129", ""])("refuses the proxy %j", (entry) => {
    expect(() => httpServer({ trustedProxies: [entry] })).toThrowError(
      expect.objectContaining({ code: "WOT_ARGUMENT" }),
    );
  });
});
