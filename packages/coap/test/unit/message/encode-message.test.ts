import { UsageError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { encodeMessage, type Message } from "../../../src/index.js";
import { appendixA } from "../../vectors/rfc7252-appendix-a.js";

const empty = new Uint8Array(0);
const plain: Message = { type: 0, code: 1, messageId: 1, token: empty, options: [], payload: empty };
const hex = (message: Message) => Buffer.from(encodeMessage(message)).toString("hex");

describe("encodeMessage", () => {
  it.each(appendixA)("writes the bytes of $section", ({ hex: expected, message }) => {
    const options = message.options.map(([number, text]) => ({ number, value: Buffer.from(text) }));
    const token = Buffer.from(message.token, "hex");
    expect(hex({ ...message, token, options, payload: Buffer.from(message.payload) })).toBe(expected);
  });

  it("extends delta and length at 13 and at 269", () => {
    const withOption = (number: number, length: number) =>
      hex({ ...plain, options: [{ number, value: new Uint8Array(length) }] }).slice(8, 20);
    expect(withOption(12, 12).slice(0, 2)).toBe("cc");
    expect(withOption(13, 0)).toBe("d000");
    expect(withOption(268, 0)).toBe("d0ff");
    expect(withOption(269, 0)).toBe("e00000");
    expect(withOption(0xffff, 0)).toBe("e0fef2");
    expect(withOption(1, 13).slice(0, 4)).toBe("1d00");
    expect(withOption(269, 269).slice(0, 10)).toBe("ee00000000");
  });

  it("sorts options and keeps repeats in order", () => {
    const options = [
      { number: 15, value: Buffer.from("q") },
      { number: 11, value: Buffer.from("a") },
      { number: 11, value: Buffer.from("b") },
    ];
    expect(hex({ ...plain, options }).slice(8)).toBe("b16101624171");
  });

  it("refuses what has no place on the wire", () => {
    const wrong: Partial<Message>[] = [
      { code: 256 },
      { messageId: 0x1_0000 },
      { token: new Uint8Array(65_805) },
      { options: [{ number: 0x1_0000, value: empty }] },
      { options: [{ number: 1, value: new Uint8Array(0x1_0200) }] },
      { code: 0, payload: Buffer.from("x") },
    ];
    for (const fields of wrong) expect(() => encodeMessage({ ...plain, ...fields })).toThrow(UsageError);
  });
});
