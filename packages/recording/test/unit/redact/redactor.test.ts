import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Redactor } from "../../../src/redact/redactor.js";

const redactor = (secrets: readonly string[] = [], origins: readonly (readonly [string, string])[] = []): Redactor =>
  new Redactor({ secrets, origins: new Map(origins) });

describe("a text of a recording", () => {
  it.each([
    ["at 192.168.1.20:8080 and 192.168.1.20", "at 192.0.2.1:8080 and 192.0.2.1"],
    ["10.0.0.1 10.0.0.2 10.0.0.1", "192.0.2.1 192.0.2.2 192.0.2.1"],
    ["127.0.0.1 and 192.0.2.7", "127.0.0.1 and 192.0.2.7"],
    ["version 1.2.3 of 999.1.1.1", "version 1.2.3 of 999.1.1.1"],
    ["fe80::1ff:fe23:4567:890a%eth0", "2001:db8::1%eth0"],
    ["08:00:27:AB:CD:EF", "02:00:00:00:00:01"],
    ["shelly-b0b21c0e1a2c b0:b2:1c:0e:1a:2c", "shelly-020000000001 02:00:00:00:00:01"],
    ["0x00158D0001ABCDEF", "0x0200000000000001"],
    ["00:17:88:01:0b:a1:b2:c3-0b", "02:00:00:00:00:00:00:01-0b"],
    ["me.too@home.example", "user-1@example.org"],
    ["at 2026-03-02T08:00:00, 12:30:45", "at 2026-03-02T08:00:00, 12:30:45"],
    ["123456789012 and effaced", "123456789012 and effaced"],
  ])("%j is %j", (text, told) => {
    expect(redactor().text(text)).toBe(told);
    expect(redactor().text(told)).toBe(told);
  });

  it("has the longest of secrets first, the same stand-in everywhere, and none that is too short", () => {
    const redact = redactor(["desk", "desk-plug", "on"]);
    expect(redact.text("stat/desk-plug/desk on desk-plug")).toBe("stat/removed-1/removed-2 on removed-1");
    expect(redact.removed).toEqual({ secrets: 2, addresses: 0, named: 0 });
  });

  it("refers to the device's own servers", () => {
    const redact = redactor(
      [],
      [
        ["http://10.0.0.7", "{{/urls/HTTP_URL}}"],
        ["http://10.0.0.7:81", "{{/urls/HTTP_URL_2}}"],
      ],
    );
    expect(redact.text("http://10.0.0.7:81/a http://10.0.0.7/b")).toBe("{{/urls/HTTP_URL_2}}/a {{/urls/HTTP_URL}}/b");
  });

  it("never has a secret or an address in it, whatever stands around", () => {
    const canaries = ["hunter2-hunter2", "172.16.9.8", "de:ad:be:ef:00:11", "fd00::dead:beef"];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...canaries), fc.string()), { maxLength: 12 }), (parts) => {
        const told = redactor([canaries[0] as string]).text(parts.join(" "));
        for (const canary of canaries) expect(told).not.toContain(` ${canary} `);
        expect(told).not.toContain(canaries[0]);
      }),
    );
  });
});

describe("a value of a recording", () => {
  it("has no values of telling names, however these are written", () => {
    const names = [
      "password",
      "wifiPassword",
      "API_KEY",
      "access-token",
      "SSId",
      "bssid",
      "serialNumber",
      "mac",
      "userName",
    ];
    for (const name of names) expect(redactor().value({ [name]: "x" }), name).toEqual({ [name]: "removed" });
    expect(redactor().value({ latitude: 52.1, lat: 52.1, lon: 13.4, pin: 1234, flat: 7 })).toEqual({
      latitude: 0,
      lat: 0,
      lon: 0,
      pin: 0,
      flat: 7,
    });
  });

  it("keeps all others, and looks into them", () => {
    const value = {
      on: true,
      keypad: "k",
      token: { value: 1 },
      auth_en: false,
      list: [{ psk: "x" }, "10.1.1.1"],
      pin: null,
    };
    expect(redactor().value(value)).toEqual({ ...value, list: [{ psk: "removed" }, "192.0.2.1"] });
  });

  it("has secrets neither in names of members", () => {
    expect(redactor(["desk-plug"]).value({ "desk-plug": { x: 1 } })).toEqual({ "removed-1": { x: 1 } });
  });
});

describe("a target of a recording", () => {
  it("has nothing of the query that is not to be told", () => {
    const redact = redactor(["s3cret"]);
    expect(redact.target("/a/s3cret?unit=K&api_key=abc&x=s3cret")).toBe("/a/removed-1?unit=K");
    expect(redact.target("/a?token=1")).toBe("/a");
    expect(redact.target("/a?")).toBe("/a?");
  });
});

describe("bytes of a recording", () => {
  it("have an x for each byte of a secret", () => {
    const bytes = redactor(["key!"]).bytes(Buffer.from([1, ...Buffer.from("key!"), 0, ...Buffer.from("key!")]));
    expect(Buffer.from(bytes).toString("latin1")).toBe("\u0001xxxx\u0000xxxx");
  });
});
