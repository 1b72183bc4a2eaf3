import { describe, expect, it } from "vitest";
import { type DnsRecord, decodeMessage, encodeQuery, encodeResponse } from "../../../src/dns-sd/dns-message.js";
import { defaultDnsSdLimits as limits } from "../../../src/dns-sd/dns-sd-limits.js";

const records: readonly DnsRecord[] = [
  { type: "PTR", name: "_wot._tcp.local", ttl: 4500, data: "Lamp._wot._tcp.local" },
  {
    type: "SRV",
    name: "Lamp._wot._tcp.local",
    ttl: 120,
    flush: true,
    data: { priority: 0, weight: 0, port: 8080, target: "h.local" },
  },
  { type: "TXT", name: "Lamp._wot._tcp.local", ttl: 4500, flush: true, data: [Buffer.from("td=/lamp")] },
  { type: "A", name: "h.local", ttl: 120, flush: true, data: "192.0.2.1" },
  { type: "AAAA", name: "h.local", ttl: 120, flush: true, data: "2001:db8::1" },
];

describe("A message", () => {
  it("comes back as it was sent", () => {
    const response = decodeMessage(encodeResponse(records), limits);
    expect(response?.isResponse).toBe(true);
    expect(response?.records).toMatchObject(records);
    const query = decodeMessage(encodeQuery([{ name: "a.local", type: "ANY" }], records.slice(0, 1), records), limits);
    expect(query).toMatchObject({
      isResponse: false,
      questions: [{ name: "a.local", type: "ANY" }],
      records: records.slice(0, 1),
      claims: records,
    });
  });

  it("is read or passed over, cut off and changed anywhere, and never fails", () => {
    const whole = encodeResponse(records);
    for (let at = 0; at < whole.length; at++) {
      expect(() => decodeMessage(whole.slice(0, at), limits)).not.toThrow();
      for (const byte of [0, 1, 0x3f, 0x7f, 0xc0, 0xff]) {
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        expect(() => decodeMessage(Buffer.from(changed), limits)).not.toThrow();
      }
    }
  });

  it.each([
    ["itself", 12],
    ["what comes after it", 14],
    ["nowhere", 9_999],
  ])("is passed over when a name in it points at %s", (_, target) => {
    const bytes = Buffer.alloc(18);
    bytes.writeUInt16BE(1, 4);
    bytes.writeUInt16BE(0xc000 | target, 12);
    bytes.writeUInt16BE(12, 14);
    expect(decodeMessage(bytes, limits)).toBeUndefined();
  });

  it("is passed over when it says that it has more than there is", () => {
    const bytes = Buffer.from(encodeResponse(records));
    bytes.writeUInt16BE(0xffff, 6);
    expect(decodeMessage(bytes, limits)).toBeUndefined();
  });

  it("is passed over when it is too long, and its records as far as there are too many", () => {
    const whole = encodeResponse(records);
    expect(decodeMessage(whole, { ...limits, maxMessageBytes: whole.length - 1 })).toBeUndefined();
    expect(decodeMessage(whole, { ...limits, maxRecordsPerMessage: 2 })?.records).toHaveLength(2);
  });

  it("has no question that no message can carry", () => {
    const bytes = encodeQuery([{ name: `${"a".repeat(64)}.local`, type: "SRV" }]);
    expect(decodeMessage(bytes, limits)?.questions).toEqual([]);
  });
});
