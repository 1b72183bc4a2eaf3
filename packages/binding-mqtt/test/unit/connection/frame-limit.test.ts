import fc from "fast-check";
import { generate, type Packet } from "mqtt-packet";
import { describe, expect, it } from "vitest";
import { FrameLimit, type OversizeFrame } from "../../../src/connection/frame-limit.js";

const publish = (topic: string, sizeBytes: number, qos: 0 | 1 | 2 = 0): Buffer =>
  generate({
    cmd: "publish",
    topic,
    payload: Buffer.alloc(sizeBytes, 7),
    qos,
    messageId: 0x1234,
    retain: false,
    dup: false,
  });

const ping = generate({ cmd: "pingreq" } as Packet);

function run(maxFrameBytes: number, chunks: readonly Buffer[]) {
  const passed: Uint8Array[] = [];
  const dropped: OversizeFrame[] = [];
  const broken: string[] = [];
  const limit = new FrameLimit(maxFrameBytes, {
    pass: (bytes) => passed.push(Buffer.from(bytes)),
    oversize: (frame) => dropped.push(frame),
    broken: (reason) => broken.push(reason),
  });
  for (const chunk of chunks) limit.push(chunk);
  return { passed: Buffer.concat(passed), dropped, broken };
}

describe("A frame limit", () => {
  it("passes what is within it as it came", () => {
    const bytes = Buffer.concat([ping, publish("a/b", 20, 1), ping]);
    expect(run(100, [bytes])).toEqual({ passed: bytes, dropped: [], broken: [] });
  });

  it("leaves a large PUBLISH out, and says of which topic it was", () => {
    const { passed, dropped } = run(100, [ping, publish("a/b", 1000, 1), ping]);
    expect(passed).toEqual(Buffer.concat([ping, ping]));
    expect(dropped).toEqual([{ topic: "a/b", sizeBytes: 1010, qos: 1, packetId: 0x1234 }]);
  });

  it("does the same however the stream is cut", () => {
    const frames = [ping, publish("a", 300, 0), publish("b", 10, 2), publish("ü/x", 5000, 2), ping, publish("c", 90)];
    const stream = Buffer.concat(frames);
    const whole = run(128, [stream]);
    expect(whole.dropped.map(({ topic }) => topic)).toEqual(["a", "ü/x"]);
    expect(whole.passed).toEqual(Buffer.concat([frames[0]!, frames[2]!, frames[4]!, frames[5]!]));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        expect(run(128, cut(stream, sizes))).toEqual(whole);
      }),
    );
  });

  it("holds nothing of a large message but its beginning", () => {
    const header = publish("a", 200_000).subarray(0, 10);
    const { dropped, passed } = run(100, [header, Buffer.alloc(50_000), Buffer.alloc(50_000)]);
    expect(dropped).toHaveLength(1);
    expect(passed).toHaveLength(0);
  });

  it("breaks at a remaining length of five bytes", () => {
    const { broken } = run(100, [Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01])]);
    expect(broken).toHaveLength(1);
  });

  it("breaks at another large packet than a PUBLISH", () => {
    const { broken, passed } = run(100, [Buffer.from([0x82, 0xff, 0x7f, 0, 1])]);
    expect(broken).toHaveLength(1);
    expect(passed).toHaveLength(0);
  });

  it("never throws at any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void run(16, [Buffer.from(bytes)])));
  });
});

function cut(stream: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    const size = sizes[i % sizes.length]!;
    chunks.push(stream.subarray(at, at + size));
    at += size;
  }
  return chunks;
}
