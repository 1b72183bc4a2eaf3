import { describe, expect, it } from "vitest";
import type { DnsMessage, DnsRecord } from "../../../src/dns-sd/dns-message.js";
import { HeardMessage } from "../../../src/dns-sd/heard-message.js";
import { identityOf } from "../../../src/dns-sd/record-data.js";

const pointer: DnsRecord = { type: "PTR", name: "_wot._tcp.local", ttl: 100, data: "Lamp._wot._tcp.local" };
const service: DnsRecord = {
  type: "SRV",
  name: "Lamp._wot._tcp.local",
  ttl: 100,
  data: { priority: 0, weight: 0, port: 80, target: "lamp.local" },
};
const heard = (message: Partial<DnsMessage>) =>
  new HeardMessage({ isResponse: false, questions: [], records: [], claims: [], ...message });

describe("a heard message", () => {
  it("asks for a type of record, or for any, by a name in whatever case", () => {
    const message = heard({
      questions: [
        { name: "_WOT._tcp.local.", type: "PTR" },
        { name: "lamp.local", type: "ANY" },
      ],
    });
    expect(message.asks("PTR", "_wot._tcp.local")).toBe(true);
    expect(message.asks("SRV", "_wot._tcp.local")).toBe(false);
    expect(message.asks("A", "lamp.local")).toBe(true);
  });

  it("knows a record for half its time, and only as a query", () => {
    const known = { ...pointer, name: "_wot._TCP.local" };
    const knows = (message: HeardMessage) => message.knows(identityOf(pointer), pointer.ttl);
    expect(knows(heard({ records: [{ ...known, ttl: 50 }] }))).toBe(true);
    expect(knows(heard({ records: [{ ...known, ttl: 49 }] }))).toBe(false);
    expect(knows(heard({ records: [{ ...known, data: "Fan._wot._tcp.local" }] }))).toBe(false);
    expect(knows(heard({ isResponse: true, records: [known] }))).toBe(false);
  });

  it("says records as a response, and claims them as a query", () => {
    const key = "lamp._wot._tcp.local";
    expect(heard({ isResponse: true, records: [service], claims: [pointer] }).saidOf(key)).toEqual([service]);
    expect(heard({ records: [pointer], claims: [service] }).saidOf(key)).toEqual([service]);
    expect(heard({ claims: [service] }).claims(key)).toBe(true);
    expect(heard({ claims: [pointer] }).claims(key)).toBe(true);
    expect(heard({ claims: [pointer] }).claims("_wot._tcp.local")).toBe(false);
  });
});
