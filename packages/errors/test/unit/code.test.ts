import { describe, expect, expectTypeOf, it } from "vitest";
import * as errors from "../../src/index.js";
import { type CodeOf, type ErrorCode, type ErrorFamily, errorCodes } from "../../src/index.js";

const entries = Object.entries(errorCodes);

/** An error of the Scripting API is a SimpleException or a DOMException by one of these names. */
const scriptingNames = new Set([
  "TypeError",
  "SyntaxError",
  "RangeError",
  "NotSupportedError",
  "SecurityError",
  "NotFoundError",
  "NetworkError",
  "TimeoutError",
  "AbortError",
  "OperationError",
]);

/** Reason codes that MQTT 5.0 §2.4 defines for a refusal. */
const mqttRefusals = new Set([0x80, 0x82, 0x83, 0x87, 0x88, 0x90, 0x95, 0x97, 0x99]);

describe("the table of error codes", () => {
  it.each(entries)("%s belongs to a family that is a class", (_, { family }) => {
    expect(errors).toHaveProperty(family);
  });

  it("has at least one code for every family", () => {
    const families = new Set(entries.map(([, { family }]) => family));
    const classes = Object.keys(errors).filter((name) => name.endsWith("Error") && /^[A-Z]/.test(name));
    expect([...families].sort()).toEqual(classes.filter((name) => name !== "WotError").sort());
  });

  it.each(entries)("%s is refused with an HTTP status of 4xx or 5xx", (_, { http }) => {
    expect(http).toBeGreaterThanOrEqual(400);
    expect(http).toBeLessThan(600);
  });

  it.each(entries)("%s has the same class over CoAP as over HTTP", (_, { http, coap }) => {
    expect(coap >> 5).toBe(Math.floor(http / 100));
    expect(coap & 0x1f).toBeLessThan(32);
  });

  it.each(entries)("%s is a refusal over MQTT and has a name in the Scripting API", (_, { mqtt, scripting }) => {
    expect(mqttRefusals).toContain(mqtt);
    expect(scriptingNames).toContain(scripting);
  });

  it("has a fixed, distinct title for every code", () => {
    const titles = entries.map(([, { title }]) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.every((title) => /^[A-Z][^.:]+$/.test(title))).toBe(true);
  });

  it("says that a fault of the request is the peer's own, and no other family's but where it is one", () => {
    const ownFaults: readonly ErrorFamily[] = ["InternalError", "ProtocolError", "RemoteError", "NetworkError"];
    for (const [code, { family, http }] of entries) {
      if (family === "RequestError" && code !== "WOT_UNAVAILABLE") expect(http, code).toBeLessThan(500);
      if (ownFaults.includes(family)) expect(http, code).toBeGreaterThanOrEqual(500);
    }
  });
});

describe("the type of the codes", () => {
  it("is the union of the table's keys", () => {
    expectTypeOf<ErrorCode>().toEqualTypeOf<keyof typeof errorCodes>();
  });

  it("narrows to the codes of one family", () => {
    expectTypeOf<CodeOf<"RemoteError">>().toEqualTypeOf<"WOT_REMOTE" | "WOT_MEMBERS">();
    expectTypeOf<CodeOf<"DataSchemaError">>().toEqualTypeOf<"WOT_DATA_INVALID" | "WOT_DATA_SYNTAX">();
    expectTypeOf<"WOT_REMOTE">().not.toExtend<CodeOf<"UsageError">>();
  });
});
