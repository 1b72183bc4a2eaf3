import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeConnectAnswer } from "../../../src/ip/connection.js";
import { decodeEndpoint, encodeEndpoint } from "../../../src/ip/endpoint.js";
import { decodeMessage, encodeMessage, type Message } from "../../../src/ip/message.js";
import { MessageStream } from "../../../src/ip/message-stream.js";

const messages = fc.record({ service: fc.integer({ min: 0, max: 0xffff }), body: fc.uint8Array({ maxLength: 300 }) });

describe("a message of KNXnet/IP", () => {
  it("has a header with its service and its length", () => {
    expect(Buffer.from(encodeMessage(0x0420, Uint8Array.of(1, 2))).toString("hex")).toBe("0610042000080102");
  });

  it("comes back as it was, and is none when it is cut off or too long", () => {
    fc.assert(
      fc.property(messages, ({ service, body }) => {
        const bytes = encodeMessage(service, body);
        expect(decodeMessage(bytes)).toEqual({ service, body });
        expect(decodeMessage(bytes.subarray(0, bytes.length - 1))).toBeUndefined();
        expect(decodeMessage(Uint8Array.from([...bytes, 0]))).toBeUndefined();
      }),
    );
  });

  it("is found in a stream, however that is cut", () => {
    fc.assert(
      fc.property(fc.array(messages, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (all, size) => {
        const bytes = Buffer.concat(all.map(({ service, body }) => encodeMessage(service, body)));
        const stream = new MessageStream();
        const found: Message[] = [];
        for (let at = 0; at < bytes.length; at += size) found.push(...stream.take(bytes.subarray(at, at + size)));
        expect(found.map(({ service, body }) => ({ service, body: Uint8Array.from(body) }))).toEqual(
          all.map(({ service, body }) => ({ service, body: Uint8Array.from(body) })),
        );
      }),
    );
  });

  it("ends a stream that is no KNXnet/IP", () => {
    expect(() => [...new MessageStream().take(Buffer.from("GET / HTTP/1.1"))]).toThrow(/no KNXnet/);
    expect(() => [...new MessageStream().take(Buffer.from("06100420ffff", "hex"))]).toThrow(/no KNXnet/);
  });
});

describe("an endpoint", () => {
  it("is an address and a port", () => {
    const bytes = encodeEndpoint({ address: "192.0.2.7", port: 3671 }, false);
    expect(Buffer.from(bytes).toString("hex")).toBe("0801c00002070e57");
    expect(decodeEndpoint(bytes)).toEqual({ address: "192.0.2.7", port: 3671 });
  });

  it("is none in other bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (any) => void [decodeEndpoint(any), decodeConnectAnswer(any)]),
    );
    expect(decodeEndpoint(Buffer.from("0803c00002070e57", "hex"))).toBeUndefined();
  });
});
