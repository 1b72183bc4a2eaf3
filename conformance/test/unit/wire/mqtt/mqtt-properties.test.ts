import { describe, expect, it } from "vitest";
import {
  codesOf,
  connackOf,
  messageOf,
  type PacketType,
  publishPacket,
} from "../../../../src/wire/mqtt/mqtt-packet.js";
import { propertiesAt } from "../../../../src/wire/mqtt/mqtt-properties.js";

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const packet = (type: PacketType, hex: string) => ({ type, flags: 0, body: bytes(hex) });

/** Payload format 1, content type "a/b", correlation data, subscription identifier 200, two user properties. */
const many = "1e 0101 030003612f62 090002cafe 0bc801 2600016b000176 2600016b000177";

describe("the properties of MQTT 5 (§2.2.2)", () => {
  it("are read by their kinds", () => {
    const { properties, end } = propertiesAt(bytes(many), 0)!;
    expect(Object.fromEntries(properties.values)).toEqual({
      payloadFormat: 1,
      contentType: "a/b",
      correlationData: "cafe",
      subscriptionIdentifier: 200,
    });
    expect(properties.userProperties).toEqual([
      ["k", "v"],
      ["k", "w"],
    ]);
    expect(end).toBe(bytes(many).length);
  });

  it("are malformed when they are cut off anywhere, or have an identifier that is none", () => {
    for (let length = 0; length < bytes(many).length; length += 1) {
      expect(propertiesAt(bytes(many).subarray(0, length), 0)).toBeUndefined();
    }
    expect(propertiesAt(bytes("02 7f01"), 0)).toBeUndefined();
    expect(propertiesAt(bytes("ffffffffff"), 0)).toBeUndefined();
  });

  it("are in CONNACK, before the codes of SUBACK, and in PUBLISH", () => {
    const connack = connackOf(packet("CONNACK", "00 00 05 12000261 62"), 5);
    expect(connack).toMatchObject({ returnCode: 0, isSessionPresent: false });
    expect(connack.properties?.values.get("assignedClientId")).toBe("ab");
    expect(codesOf(packet("SUBACK", "0001 04 1f000161 01"), 5)).toEqual([1]);
    expect(codesOf(packet("SUBACK", "0001 01"), 4)).toEqual([1]);
    const message = { topic: "a", payload: Buffer.from("42"), qos: 1, isRetained: true, packetId: 7 };
    const published = messageOf(publishPacket(message, 5, "application/json"), 5)!;
    expect(published).toMatchObject({ topic: "a", qos: 1, isRetained: true, packetId: 7 });
    expect(Buffer.from(published.payload).toString()).toBe("42");
    expect(published.properties!.values.get("contentType")).toBe("application/json");
  });
});
