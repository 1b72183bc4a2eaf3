import { describe, expect, it } from "vitest";
import { hostIn, knownHosts } from "../../../../src/server/requests/known-hosts.js";

describe("knownHosts", () => {
  const onLoopback = knownHosts("127.0.0.1", () => ["https://house.example/things"]);

  it.each([
    "127.0.0.1:8080",
    "10.0.0.7",
    "[::1]:80",
    "localhost",
    "lamp.localhost:1",
    "door",
    "house.example",
    "HOUSE.example.:443",
  ])("lets a server on loopback be called %s", (header) => expect(onLoopback(hostIn(header))).toBe(true));

  it.each(["evil.example", "127.0.0.1.evil.example:8080", "localhost.evil.example", "house.example.evil.example"])(
    "does not let it be called %s, which a web page could have",
    (header) => expect(onLoopback(hostIn(header))).toBe(false),
  );

  it("lets a server that others reach be called anything", () => {
    expect(knownHosts("0.0.0.0", () => [])("evil.example")).toBe(true);
  });
});
