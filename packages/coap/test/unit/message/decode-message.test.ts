import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeMessage, encodeMessage, type Message } from "../../../src/index.js";
import { MessageView } from "../../../src/message/message-view.js";
import { appendixA } from "../../vectors/rfc7252-appendix-a.js";

const bytes = (hex: string) => Buffer.from(hex, "hex");
const faultOf = (hex: string) => {
  const decoded = decodeMessage(bytes(hex));
  return decoded.ok ? undefined : decoded.fault;
};

const option = fc.record({
  number: fc.integer({ min: 0, max: 0xffff }),
  value: fc.uint8Array({ maxLength: 700 }),
});
const message: fc.Arbitrary<Message> = fc.record({
  type: fc.constantFrom(0, 1, 2, 3),
  code: fc.constantFrom(1, 2, 5, 0x45, 0x5f, 0x84, 0xa0),
  messageId: fc.integer({ min: 0, max: 0xffff }),
  token: fc.uint8Array({ maxLength: 8 }),
  options: fc.array(option, { maxLength: 6 }),
  payload: fc.uint8Array({ maxLength: 40 }),
});

describe("decodeMessage", () => {
  it.each(appendixA)("reads the bytes of $section", ({ hex, message: expected }) => {
    const decoded = decodeMessage(bytes(hex));
    if (!decoded.ok) throw new Error(decoded.fault);
    const { token, options, payload, ...header } = decoded.message;
    expect({
      ...header,
      token: Buffer.from(token).toString("hex"),
      options: options.map(({ number, value }) => [number, Buffer.from(value).toString()]),
      payload: Buffer.from(payload).toString(),
    }).toEqual(expected);
  });

  it("says why bytes are no message", () => {
    expect(faultOf("")).toBe("too-short");
    expect(faultOf("400100")).toBe("too-short");
    expect(faultOf("80010001")).toBe("version");
    expect(faultOf("00010001")).toBe("version");
    expect(faultOf(`4f010001${"00".repeat(20)}`)).toBe("token-length");
    for (const hex of ["42010001aa", "4d010001", "4d01000100", "4e010001", "4e01000100", "4e0100010000"]) {
      expect(faultOf(hex)).toBe("token-truncated");
    }
    expect(faultOf("4000000100")).toBe("empty-with-content");
    expect(faultOf("41000001aa")).toBe("empty-with-content");
    expect(faultOf("40200001")).toBe("reserved-code-class");
    expect(faultOf("40c00001")).toBe("reserved-code-class");
    expect(faultOf("40e00001")).toBe("reserved-code-class");
    expect(faultOf("40010001f0")).toBe("option-header");
    expect(faultOf("400100010f")).toBe("option-header");
    expect(faultOf("40010001b361")).toBe("option-truncated");
    expect(faultOf("40010001d0")).toBe("option-truncated");
    expect(faultOf("40010001e000")).toBe("option-truncated");
    expect(faultOf("40010001e0ffff")).toBe("option-number");
    expect(faultOf("40010001ff")).toBe("payload-marker");
  });

  it("takes what encodeMessage makes, for any message", () => {
    fc.assert(
      fc.property(message, (given) => {
        const decoded = decodeMessage(encodeMessage(given));
        if (!decoded.ok) throw new Error(decoded.fault);
        const sorted = given.options.toSorted((a, b) => a.number - b.number);
        expect(decoded.message.options.map(({ number, value }) => [number, [...value]])).toEqual(
          sorted.map(({ number, value }) => [number, [...value]]),
        );
        expect([...decoded.message.token]).toEqual([...given.token]);
        expect([...decoded.message.payload]).toEqual([...given.payload]);
        expect([decoded.message.type, decoded.message.code, decoded.message.messageId]).toEqual([
          given.type,
          given.code,
          given.messageId,
        ]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("has an answer for every prefix of a message", () => {
    fc.assert(
      fc.property(message, (given) => {
        const whole = encodeMessage(given);
        for (let length = 0; length < Math.min(whole.length, 80); length++) {
          const decoded = decodeMessage(whole.subarray(0, length));
          if (decoded.ok) expect(decoded.message.messageId).toBe(given.messageId);
          else expect(decoded.fault).toMatch(/^[a-z-]+$/);
        }
      }),
      { numRuns: 100, seed: 2 },
    );
  });

  it("never reads outside of a message with one byte changed, and encodes to the same length what it accepts", () => {
    const whole = encodeMessage({
      type: 0,
      code: 1,
      messageId: 0x1234,
      token: bytes("0102"),
      options: [
        { number: 11, value: bytes("616263") },
        { number: 60, value: bytes("0400") },
        { number: 2000, value: new Uint8Array(300) },
      ],
      payload: bytes("6869"),
    });
    let accepted = 0;
    for (let at = 0; at < whole.length; at++) {
      for (let value = 0; value < 256; value++) {
        const mutated = Uint8Array.from(whole);
        mutated[at] = value;
        const decoded = decodeMessage(mutated);
        if (!decoded.ok) continue;
        accepted++;
        expect(encodeMessage(decoded.message).length).toBe(whole.length);
      }
    }
    expect(accepted).toBeGreaterThan(10_000);
  });

  it("reads random bytes without throwing, with type and Message ID as they stand", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 64 }), (random) => {
        const view = new MessageView(random);
        expect(view.type).toBe((random[0]! >> 4) & 3);
        expect(view.messageId).toBe((random[2]! << 8) | random[3]!);
        expect(view.payloadStart).toBeLessThanOrEqual(random.length);
      }),
      { numRuns: 2000, seed: 3 },
    );
  });
});
