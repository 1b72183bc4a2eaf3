import { describe, expect, it } from "vitest";
import {
  connectPacket,
  encodePacket,
  messageOf,
  PacketReader,
  publishPacket,
  subscribePacket,
} from "../../../../src/wire/mqtt/mqtt-packet.js";

describe("a packet of MQTT", () => {
  it("has the bytes of the standard (MQTT 3.1.1 §3.1, §3.8)", () => {
    expect(Buffer.from(encodePacket(connectPacket("a"))).toString("hex")).toBe("100d00044d5154540402003c000161");
    expect(Buffer.from(encodePacket(subscribePacket(10, "a/b", 1))).toString("hex")).toBe("8208000a0003612f6201");
  });

  it.each([0, 1, 2])("delivers a message with QoS %i", (qos) => {
    const message = {
      topic: "a/ü",
      payload: Buffer.from("42"),
      qos,
      isRetained: qos === 1,
      ...(qos > 0 && { packetId: 9 }),
    };
    const read = messageOf(publishPacket(message))!;
    expect({ ...read, payload: Buffer.from(read.payload) }).toEqual(message);
  });

  it("is no message with QoS 3, or with a topic that is longer than it", () => {
    expect(messageOf({ type: "PUBLISH", flags: 6, body: Uint8Array.of(0, 1, 97, 0, 1) })).toBeUndefined();
    expect(messageOf({ type: "PUBLISH", flags: 0, body: Uint8Array.of(0, 9, 97) })).toBeUndefined();
    expect(messageOf({ type: "PUBLISH", flags: 0, body: Uint8Array.of(0) })).toBeUndefined();
  });

  it("is taken out of a stream, however it is cut", () => {
    const long = publishPacket({ topic: "t", payload: new Uint8Array(300), qos: 0, isRetained: false });
    const bytes = Buffer.concat([encodePacket(connectPacket("a")), encodePacket(long)]);
    for (const size of [1, 2, 7, bytes.length]) {
      const reader = new PacketReader();
      const found: string[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        for (const { type, body } of reader.push(bytes.subarray(at, at + size), 1_000)!)
          found.push(`${type} ${body.length}`);
      }
      expect(found).toEqual(["CONNECT 13", "PUBLISH 303"]);
    }
  });

  it("ends the reading where it is none, or too long", () => {
    expect(new PacketReader().push(Uint8Array.of(0x00, 0), 10)).toBeUndefined();
    expect(new PacketReader().push(Uint8Array.of(0x30, 11), 10)).toBeUndefined();
    expect(new PacketReader().push(Uint8Array.of(0x30, 255, 255, 255, 255), 1e9)).toBeUndefined();
  });
});
