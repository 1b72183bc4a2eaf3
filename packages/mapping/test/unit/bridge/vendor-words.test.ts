import { RemoteError, toProblem } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deviceError } from "../../../src/bridge/device-error.js";
import { quotedWords, refusalText } from "../../../src/bridge/vendor-words.js";

const refused = (data: unknown, detail?: string): RemoteError =>
  new RemoteError("WOT_REMOTE", "ftp://10.9.8.7", { status: "400", data, ...(detail && { problem: { detail } }) });

describe("what a device says with a refusal", () => {
  it.each([
    ["Overpowered", "Overpowered"],
    [{ message: "Bad level" }, "Bad level"],
    [{ code: -103, message: "Invalid argument 'id'!" }, "Invalid argument 'id'!"],
    [{ errors: [{ description: "parameter is not modifiable" }] }, "parameter is not modifiable"],
    [[{ error: { type: 201, description: "Device is set to off" } }], "Device is set to off"],
    [{ error: "busy" }, "busy"],
    [{ ok: false }, undefined],
    [7, undefined],
    [{ message: { message: { message: { message: "deep" } } } }, undefined],
  ])("is found in %j", (data, text) => {
    expect(refusalText(refused(data))).toBe(text);
  });

  it("is first that of its problem details", () => {
    expect(refusalText(refused("data", "too hot"))).toBe("too hot");
  });

  it("stands in the answer, as a quotation", () => {
    const problem = toProblem(deviceError(refused({ message: "Overpower protection is active" }), "value"));
    expect(problem).toMatchObject({
      status: 502,
      detail: 'the device refused the request: "Overpower protection is active"',
    });
  });

  it("does not stand there where none is to be shown", () => {
    const problem = toProblem(deviceError(refused("Overpowered"), "value", 0));
    expect(problem.detail).toBe("the device refused the request");
  });
});

describe("words that are shown", () => {
  it.each([
    ["see http://10.0.0.7/admin?x=1 for more", '"see … for more"'],
    ["lamp at 192.168.1.20:8080 is busy", '"lamp at … is busy"'],
    ["no route to fe80::1ff:fe23:4567:890a", '"no route to …"'],
    ["00:17:88:01:0b:a1:b2:c3-0b is unreachable", '"…-0b is unreachable"'],
    ["user admin@hub.local may not", '"user … may not"'],
    ["host bridge-7.corp.example is down", '"host … is down"'],
    ["password: hunter2 is wrong", '"… is wrong"'],
    ["your token is abc, my friend", '"your … my friend"'],
    ["Authorization: Basic dTpw failed", '"… failed"'],
    ["cannot open /etc/vendor/config", '"cannot open …"'],
    ["device 3C61A1F0B2C44E21 is locked", '"device … is locked"'],
    ['a "quoted" word', `"a 'quoted' word"`],
    ["two\nlines\u202e and\u0007 more", '"two lines and more"'],
    ["2023.12.4", undefined],
    ["  ", undefined],
  ])("of %j are %j", (text, shown) => {
    expect(quotedWords(text, 200)).toBe(shown);
  });

  it("are bounded, on one line, and never show an address among them", () => {
    const canary = fc.constantFrom("10.9.8.7", "https://hub.example/x", "00:17:88:01:0b:a1", "s3cr3tK3yTh4tIsL0ng");
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), canary, fc.string({ maxLength: 400 }), (before, secret, after) => {
        const shown = quotedWords(`${before} ${secret} ${after}`, 100) ?? "";
        expect(shown.length).toBeLessThanOrEqual(102);
        expect(shown).not.toContain(secret);
        expect(shown).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it("cost little, however they are made", () => {
    for (const text of [
      "a.".repeat(50_000),
      "1.".repeat(50_000),
      "key".repeat(50_000),
      ":".repeat(99_999),
      "-a1".repeat(40_000),
    ]) {
      const start = process.cpuUsage();
      quotedWords(text, 200);
      expect(process.cpuUsage(start).user).toBeLessThan(500_000);
    }
  });
});
