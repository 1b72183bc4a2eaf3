import { describe, expect, it } from "vitest";
import {
  type CoapMessage,
  decodeMessage,
  encodeMessage,
  uintBytes,
  uintOf,
} from "../../../../src/wire/coap/coap-message.js";
import {
  coapAddress,
  coapClientFor,
  coapGet,
  resourceList,
  uintOption,
} from "../../../../src/wire/coap/coap-request.js";

const request: CoapMessage = {
  type: "CON",
  code: "0.01",
  messageId: 0x7d34,
  token: Uint8Array.of(),
  options: [{ number: 11, value: Buffer.from("temperature") }],
  payload: new Uint8Array(0),
};

describe("a message of CoAP", () => {
  it("has the bytes of the RFC's example (RFC 7252, figure 16)", () => {
    const bytes = Buffer.from(`40017d34bb${Buffer.from("temperature").toString("hex")}`, "hex");
    expect(Buffer.from(encodeMessage(request))).toEqual(bytes);
    expect(encodeMessage(decodeMessage(bytes)!)).toEqual(encodeMessage(request));
  });

  it.each([
    [0, 0],
    [12, 5],
    [13, 13],
    [268, 268],
    [269, 269],
    [65_001, 300],
  ])("has an option %i of %i bytes", (number, length) => {
    const value = new Uint8Array(length).fill(7);
    const message = { ...request, token: Uint8Array.of(1, 2), options: [{ number, value }], payload: Buffer.from("x") };
    const read = decodeMessage(encodeMessage(message))!;
    expect([read.options[0]!.number, read.options[0]!.value.length]).toEqual([number, length]);
    expect(Buffer.from(read.payload).toString()).toBe("x");
  });

  it("is none where it breaks off within an option, or has nothing behind the marker", () => {
    const whole = encodeMessage({ ...request, payload: Buffer.from("22.3") });
    for (let length = 0; length < 4; length++) expect(decodeMessage(whole.subarray(0, length))).toBeUndefined();
    for (let length = 5; length < 16; length++) expect(decodeMessage(whole.subarray(0, length))).toBeUndefined();
    expect(decodeMessage(whole.subarray(0, 17))).toBeUndefined();
  });

  it("is none of another version, and none with a token of more than eight bytes", () => {
    expect(decodeMessage(encodeMessage({ ...request, version: 2 }))).toBeUndefined();
    expect(decodeMessage(encodeMessage({ ...request, tokenLength: 9, token: new Uint8Array(9) }))).toBeUndefined();
  });

  it.each([0, 1, 255, 256, 65_001])("has the number %i without leading zeros", (value) => {
    expect(uintOf(uintBytes(value))).toBe(value);
    expect(uintBytes(value)[0]).not.toBe(0);
  });
});

describe("an address of CoAP", () => {
  it("becomes options (RFC 7252 §6.4)", () => {
    const { host, port, options } = coapAddress("coap://127.0.0.1/a%2Fb/c?x=1&y")!;
    expect([host, port]).toEqual(["127.0.0.1", 5683]);
    const texts = options.map(({ number, value }) => `${number} ${Buffer.from(value)}`);
    expect(texts).toEqual(["11 a/b", "11 c", "15 x=1", "15 y"]);
    expect(coapAddress("coap://[::1]:80/")).toMatchObject({ host: "::1", port: 80, options: [] });
    expect(coapAddress("coap://a.example/")!.options).toHaveLength(1);
  });

  it("is none of another scheme", () => {
    expect(coapAddress("coaps://127.0.0.1/")).toBeUndefined();
    expect(coapAddress("coap://")).toBeUndefined();
  });

  it("has its list of resources at the root, and a line for coap-client", () => {
    expect(resourceList("coap://127.0.0.1:5/a?b")).toBe("coap://127.0.0.1:5/.well-known/core");
    expect(coapClientFor(coapGet("coap://h/it's", uintOption(17, 50)))).toBe(
      "coap-client -v 7 -m get -O 17,0x32 'coap://h/it'\\''s'",
    );
  });
});
