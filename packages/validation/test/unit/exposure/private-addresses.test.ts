import { describe, expect, it } from "vitest";
import { findPrivateAddresses } from "../../../src/index.js";

describe("findPrivateAddresses", () => {
  it.each([
    ["loopback", "http://localhost:8080/x", "localhost"],
    ["loopback", "coap://127.0.0.1", "127.0.0.1"],
    ["loopback", "http://[::1]:80/", "[::1]"],
    ["loopback", "http://[::ffff:127.0.0.1]/", "[::ffff:127.0.0.1]"],
    ["unspecified", "http://0.0.0.0/", "0.0.0.0"],
    ["unspecified", "http://[::]/", "[::]"],
    ["private-network", "mqtt://user@10.1.2.3:1883", "10.1.2.3"],
    ["private-network", "modbus+tcp://172.31.255.1:502/1", "172.31.255.1"],
    ["private-network", "http://192.168.0.7/{?a}", "192.168.0.7"],
    ["private-network", "http://100.64.0.1/", "100.64.0.1"],
    ["private-network", "reachable as 192.168.0.7.", "192.168.0.7"],
    ["link-local", "http://169.254.1.1/", "169.254.1.1"],
    ["link-local", "coap://[fe80::1%25eth0]/", "[fe80::1%25eth0]"],
    ["unique-local", "coap://[FD12:3456::1]/", "[FD12:3456::1]"],
    ["local-name", "http://Lamp.LOCAL./", "Lamp.LOCAL."],
    ["local-name", "http://lamp.home.arpa/", "lamp.home.arpa"],
    ["local-name", "mqtt://broker", "broker"],
  ])("finds a %s address in %s, and where it is there", (kind, text, host) => {
    const found = [...findPrivateAddresses({ forms: [{ href: text }] })];
    expect(found).toMatchObject([{ pointer: "/forms/0/href", kind, host }]);
    expect(text.slice(found[0]!.start, found[0]!.end)).toBe(host);
  });

  it("finds every one in a document, in its order", () => {
    const document = {
      base: "http://a.local/",
      note: "10.0.0.1 and http://10.0.0.2/10.0.0.3?x=10.0.0.4",
      more: [["::"]],
    };
    expect([...findPrivateAddresses(document)].map(({ host }) => host)).toEqual([
      "a.local",
      "10.0.0.1",
      "10.0.0.2",
      "10.0.0.3",
      "10.0.0.4",
    ]);
  });

  it.each([
    "https://www.w3.org/2022/wot/td/v1.1",
    "http://8.8.8.8/",
    "http://172.32.0.1/",
    "http://100.128.0.1/",
    "http://[2001:db8::1]/",
    "http://{host}/x",
    "http://{{HOST}}:8080",
    "http://lamp.example/localhost",
    "urn:uuid:0804d572-cce8-422a-bb7c-4412fcd56f06",
    "version 10.0.0 or 10.0.0.1.2 or v10.0.0.1 or 310.0.0.1",
    "http://",
    "file:///etc/hosts",
    "",
  ])("holds nothing against %s", (text) => {
    expect([...findPrivateAddresses([text])]).toEqual([]);
  });

  it.each(["://", "://[", "1.1.1.", "0.0.0.0://", "http://a", "@://@"])("takes a million characters of %j", (piece) => {
    let count = 0;
    for (const _ of findPrivateAddresses(piece.repeat(1_000_000 / piece.length))) count++;
    expect(count).toBeLessThan(500_000);
  });

  it("takes a value that nests deeper than the stack", () => {
    let deep: unknown = "http://localhost";
    for (let i = 0; i < 20_000; i++) deep = [deep];
    expect([...findPrivateAddresses(deep)]).toHaveLength(1);
  });
});
