import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CredentialsError,
  coapCodeOf,
  errorFromCoapCode,
  errorFromHttpStatus,
  errorFromMqttReason,
  httpStatusOf,
  mqttReasonOf,
  RemoteError,
  RequestError,
} from "../../src/index.js";

describe("the status that tells a peer of an error", () => {
  it("is the table's, on each protocol", () => {
    const error = new RequestError("WOT_TOO_LARGE", "1 MiB at most");
    expect([httpStatusOf(error), coapCodeOf(error), mqttReasonOf(error)]).toEqual([413, 0x8d, 0x95]);
  });

  it("is that of an internal error for whatever else is thrown", () => {
    for (const thrown of [new Error("x"), "x", undefined]) {
      expect([httpStatusOf(thrown), coapCodeOf(thrown), mqttReasonOf(thrown)]).toEqual([500, 0xa0, 0x80]);
    }
  });
});

describe("the error of a peer's refusal", () => {
  it.each([
    ["HTTP", errorFromHttpStatus(404), "404"],
    ["CoAP", errorFromCoapCode(0x84), "4.04"],
    ["CoAP, 5.00", errorFromCoapCode(0xa0), "5.00"],
    ["MQTT", errorFromMqttReason(0x90), "0x90"],
    ["MQTT, one digit", errorFromMqttReason(0x04), "0x04"],
  ])("has its status in the notation of %s", (_, error, status) => {
    expect(error).toBeInstanceOf(RemoteError);
    expect((error as RemoteError).status).toBe(status);
    expect(error.message).toContain(status);
  });

  it.each([
    ["HTTP 401", errorFromHttpStatus(401), "WOT_CREDENTIALS_MISSING"],
    ["HTTP 403", errorFromHttpStatus(403), "WOT_CREDENTIALS_REFUSED"],
    ["CoAP 4.01", errorFromCoapCode(0x81), "WOT_CREDENTIALS_MISSING"],
    ["CoAP 4.03", errorFromCoapCode(0x83), "WOT_CREDENTIALS_REFUSED"],
    ["MQTT 0x86", errorFromMqttReason(0x86), "WOT_CREDENTIALS_MISSING"],
    ["MQTT 0x87", errorFromMqttReason(0x87), "WOT_CREDENTIALS_REFUSED"],
  ])("is about credentials after %s", (_, error, code) => {
    expect(error).toBeInstanceOf(CredentialsError);
    expect(error.code).toBe(code);
  });

  it("says what the peer says, and keeps its problem details", () => {
    const problem = { title: "Conflict", detail: "the oven door is open" };
    const error = errorFromHttpStatus(409, problem) as RemoteError;
    expect(error.message).toContain("the oven door is open");
    expect(error.problem).toBe(problem);
    expect(errorFromHttpStatus(409, { title: "Conflict" }).message).toContain("Conflict");
  });

  it("comes back as credentials' fault or as a refusal, whatever the peer sent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (byte) => {
        for (const error of [errorFromCoapCode(byte), errorFromMqttReason(byte), errorFromHttpStatus(byte + 300)]) {
          expect(["CredentialsError", "RemoteError"]).toContain(error.family);
        }
      }),
    );
  });
});

describe("a refusal on its way through the wire and back", () => {
  it.each([
    "WOT_BAD_REQUEST",
    "WOT_NOT_FOUND",
    "WOT_METHOD",
    "WOT_CONFLICT",
    "WOT_TOO_LARGE",
    "WOT_TOO_MANY",
    "WOT_UNAVAILABLE",
  ] as const)("%s keeps its status", (code) => {
    const error = new RequestError(code, "no");
    const http = errorFromHttpStatus(httpStatusOf(error)) as RemoteError;
    const coap = errorFromCoapCode(coapCodeOf(error)) as RemoteError;
    const mqtt = errorFromMqttReason(mqttReasonOf(error)) as RemoteError;
    expect(http.status).toBe(String(httpStatusOf(error)));
    const [major, minor] = coap.status.split(".").map(Number) as [number, number];
    expect((major << 5) | minor).toBe(coapCodeOf(error));
    expect(Number(mqtt.status)).toBe(mqttReasonOf(error));
  });

  it("a credentials error stays one over HTTP, CoAP and MQTT", () => {
    const missing = new CredentialsError("WOT_CREDENTIALS_MISSING", "who?");
    expect(errorFromHttpStatus(httpStatusOf(missing)).code).toBe("WOT_CREDENTIALS_MISSING");
    expect(errorFromCoapCode(coapCodeOf(missing)).code).toBe("WOT_CREDENTIALS_MISSING");
    expect(errorFromMqttReason(mqttReasonOf(missing)).family).toBe("CredentialsError");
  });
});
