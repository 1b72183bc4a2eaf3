import { describe, expect, it } from "vitest";
import { Code, encodeMessage, MessageType, stringOption } from "../../../src/index.js";
import { optionsOf } from "../../../src/message/decode-message.js";
import type { MessageView } from "../../../src/message/message-view.js";
import { frameOf } from "../../../src/stream/frame.js";
import { FrameReader } from "../../../src/stream/frame-reader.js";
import { contentLengths, frames } from "../../vectors/rfc8323.js";
import { tokenLengths } from "../../vectors/rfc8974-section-2.js";

const bytes = (hex: string) => Buffer.from(hex, "hex");
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");
const LIMIT = 1 << 20;

/** Every message in a stream that comes in these chunks. */
function read(chunks: readonly Uint8Array[], reader = new FrameReader(LIMIT)): MessageView[] {
  const views: MessageView[] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let view = reader.next(); view !== undefined; view = reader.next()) views.push(view);
  }
  return views;
}

const seen = (view: MessageView) => ({
  code: view.code,
  token: hex(view.token()),
  options: optionsOf(view).map(({ number, value }) => [number, hex(value)]),
  payload: Buffer.from(view.payload()).toString(),
});
const message = (token: Uint8Array, payload: Uint8Array) =>
  encodeMessage({ type: MessageType.CON, code: Code.POST, messageId: 0, token, options: [], payload });

describe("A frame", () => {
  it.each(frames)("of RFC 8323 $section is read", ({ hex: given, code, token, options = [], payload = "" }) => {
    const [view] = read([bytes(given)]);
    expect(view?.fault).toBeUndefined();
    expect(seen(view!)).toEqual({ code, token, options, payload });
  });

  it.each(frames)("of RFC 8323 $section is written", ({ hex: expected, code, token, options = [], payload = "" }) => {
    const written = encodeMessage({
      type: MessageType.CON,
      code,
      messageId: 0,
      token: bytes(token),
      options: options.map(([number, value]) => ({ number, value: bytes(value) })),
      payload: Buffer.from(payload),
    });
    expect(hex(frameOf(written, false))).toBe(expected);
  });

  it.each(contentLengths)(
    "says in its Len field that $bytes bytes follow (§3.2)",
    ({ bytes: length, nibble, extension }) => {
      const payload = Buffer.alloc(Math.max(0, length - 1), 7);
      const frame = frameOf(message(Buffer.from([9]), payload), false);
      expect(hex(frame.subarray(0, 3 + extension.length / 2))).toBe(`${nibble}1${extension}0209`);
      const [view] = read([frame]);
      expect(view?.payload().length).toBe(payload.length);
    },
  );

  it.each(tokenLengths)("has a token of $bytes bytes (RFC 8974 §2.1)", ({ bytes: length, nibble, extension }) => {
    const token = Buffer.alloc(length, 5);
    const frame = frameOf(message(token, Buffer.from("x")), false);
    expect(hex(frame)).toBe(`2${nibble.toString(16)}02${extension}${hex(token)}ff78`);
    expect(hex(read([frame])[0]!.token())).toBe(hex(token));
  });

  it("has no length where the stream keeps boundaries (§4.2)", () => {
    expect(hex(frameOf(message(Buffer.from([9]), Buffer.alloc(300)), true)).slice(0, 8)).toBe("010209ff");
  });
});

describe("A frame reader", () => {
  const stream = Buffer.concat(frames.map(({ hex: one }) => bytes(one)));
  const expected = read([stream]).map(seen);

  it("finds the same messages however the stream is cut in two, or in pieces of one size", () => {
    expect(expected.length).toBe(frames.length);
    for (let at = 0; at <= stream.length; at++) {
      expect(read([stream.subarray(0, at), stream.subarray(at)]).map(seen)).toEqual(expected);
    }
    for (let size = 1; size <= stream.length; size++) {
      const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) =>
        stream.subarray(i * size, (i + 1) * size),
      );
      expect(read(chunks).map(seen)).toEqual(expected);
    }
  });

  it("finds the same messages when it is cut in three, anywhere", () => {
    for (let first = 0; first <= stream.length; first++) {
      for (let second = first; second <= stream.length; second++) {
        const chunks = [stream.subarray(0, first), stream.subarray(first, second), stream.subarray(second)];
        expect(read(chunks).length).toBe(frames.length);
      }
    }
  });

  it("puts large messages together from single bytes", () => {
    const large = frameOf(message(Buffer.alloc(300, 1), Buffer.alloc(70_000, 2)), false);
    const views = read([...large, ...large].map((byte) => Uint8Array.of(byte)));
    expect(views.map((view) => view.payload().length)).toEqual([70_000, 70_000]);
    for (const view of views) expect(view.payload().every((byte) => byte === 2)).toBe(true);
  });

  it("waits for the rest of every prefix, without a fault", () => {
    for (const { hex: one } of frames) {
      const frame = bytes(one);
      for (let length = 0; length < frame.length; length++) {
        const reader = new FrameReader(LIMIT);
        expect(read([frame.subarray(0, length)], reader)).toEqual([]);
        expect(reader.fault).toBeUndefined();
        expect(read([frame.subarray(length)], reader).map(seen)).toEqual(read([frame]).map(seen));
      }
    }
  });

  it("throws for no single-byte mutation, and what it reads in whole is written as it came", () => {
    let complete = 0;
    for (let at = 0; at < stream.length; at++) {
      for (let value = 0; value < 256; value++) {
        const mutated = Uint8Array.from(stream);
        mutated[at] = value;
        for (const view of read([mutated])) {
          if (view.fault !== undefined || view.code === 0) continue;
          complete++;
          const { code, payload } = { code: view.code, payload: view.payload() };
          const again = frameOf(
            encodeMessage({ type: 0, code, messageId: 0, token: view.token(), options: optionsOf(view), payload }),
            false,
          );
          expect(read([again]).map(seen)).toEqual([seen(view)]);
        }
      }
    }
    expect(complete).toBeGreaterThan(100_000);
  });

  it("stops at a message that is too long, as soon as its length is there", () => {
    const reader = new FrameReader(1000);
    expect(read([bytes("f001000000")], reader)).toEqual([]);
    expect(reader.fault).toBeUndefined();
    expect(read([bytes("0001")], reader)).toEqual([]);
    expect(reader.fault).toBe("too-long");
    expect(read([bytes("00e1")], reader)).toEqual([]);
  });

  it("takes a message of the longest length there is for too long, not for a short one", () => {
    const reader = new FrameReader(LIMIT);
    read([bytes("f0ffffffff01")], reader);
    expect(reader.fault).toBe("too-long");
  });

  it("stops at a TKL of 15 (RFC 8974 §2.1)", () => {
    const reader = new FrameReader(LIMIT);
    expect(read([bytes("00e10f01")], reader).length).toBe(1);
    expect(reader.fault).toBe("token-length");
  });

  it("keeps no large chunk for a small message", () => {
    const small = frameOf(
      encodeMessage({
        type: 0,
        code: 1,
        messageId: 0,
        token: bytes("01"),
        options: [stringOption(11, "a")],
        payload: new Uint8Array(0),
      }),
      false,
    );
    const [first] = read([Buffer.concat([small, new Uint8Array(60_000)])]);
    expect(first!.bytes.buffer.byteLength).toBe(small.length);
  });
});
