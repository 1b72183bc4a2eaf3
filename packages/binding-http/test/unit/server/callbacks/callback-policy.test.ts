import { describe, expect, it } from "vitest";
import { CallbackPolicy } from "../../../../src/server/callbacks/callback-policy.js";

const refused = expect.objectContaining({ code: "WOT_CREDENTIALS_REFUSED" });
const bad = expect.objectContaining({ code: "WOT_BAD_REQUEST" });

describe("CallbackPolicy", () => {
  it("lets through the origins of its list, whatever their path, and no others", () => {
    const policy = new CallbackPolicy({ allow: ["https://house.example", "http://10.1.2.3:9000"] });
    expect(policy.check("https://house.example/a?b").href).toBe("https://house.example/a?b");
    expect(policy.check("http://10.1.2.3:9000/").port).toBe("9000");
    for (const url of [
      "http://house.example/",
      "https://house.example:8443/",
      "https://house.example.evil/",
      "https://evil.example/https://house.example",
      "http://10.1.2.3/",
      "http://10.1.2.4:9000/",
    ]) {
      expect(() => policy.check(url), url).toThrowError(refused);
    }
  });

  it.each([
    "",
    "x",
    "ftp://house.example/",
    "https://u:p@house.example/",
    "https://house.example/#f",
    "javascript:1",
    `https://house.example/${"x".repeat(3_000)}`,
  ])("takes %.40j for no callback", (url) => {
    expect(() => new CallbackPolicy({ allow: () => true }).check(url)).toThrowError(bad);
  });

  it("asks a predicate about https, and about http on loopback, but not about private addresses", () => {
    const policy = new CallbackPolicy({ allow: () => true, networks: ["127.0.0.1"] });
    expect(policy.check("https://any.example/").host).toBe("any.example");
    expect(policy.check("http://127.0.0.1:1/").port).toBe("1");
    for (const url of ["http://any.example/", "https://10.0.0.1/", "https://[::1]/", "https://169.254.169.254/"]) {
      expect(() => policy.check(url), url).toThrowError(refused);
    }
  });

  it.each([
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.31.255.255",
    "192.168.1.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fd00::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "nonsense",
  ])("sends nothing to %s unless that network is named", (address) => {
    expect(new CallbackPolicy({ allow: () => true }).allowsAddress(address)).toBe(address === "nonsense");
  });

  it.each(["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111"])("sends to %s, which is public", (address) => {
    const policy = new CallbackPolicy({ allow: () => true });
    expect(policy.allowsAddress(address)).toBe(true);
    expect(policy.check(`https://${address.includes(":") ? `[${address}]` : address}/`).protocol).toBe("https:");
  });

  it("knows the other notations of an address for what they are", () => {
    const policy = new CallbackPolicy({ allow: () => true });
    for (const host of ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:7f00:1]"]) {
      expect(() => policy.check(`https://${host}/`), host).toThrowError(refused);
    }
  });

  it("refuses when its predicate throws", () => {
    const policy = new CallbackPolicy({
      allow: () => {
        throw new TypeError("broken");
      },
    });
    expect(() => policy.check("https://any.example/")).toThrowError(refused);
  });

  it.each([{ allow: ["https://house.example/path"] }, { allow: ["house.example"] }, { allow: [], networks: ["lan"] }])(
    "is not made of %j",
    (options) => {
      expect(() => new CallbackPolicy(options)).toThrowError(expect.objectContaining({ code: "WOT_ARGUMENT" }));
    },
  );
});
