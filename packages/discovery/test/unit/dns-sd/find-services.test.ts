import { FakeClock, settled } from "@thingwright/contract-tests";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DnsRecord, encodeResponse } from "../../../src/dns-sd/dns-message.js";
import { type FoundService, findServices } from "../../../src/index.js";
import { MemoryMulticast } from "../../support/memory-multicast.js";

let network: MemoryMulticast;
let found: FoundService[];
let ending: AbortController;
let ended: Promise<void>;

beforeEach(async () => {
  network = new MemoryMulticast();
  found = [];
  ending = new AbortController();
  const options = { signal: ending.signal, clock: new FakeClock(), network: network.from("192.0.2.1") };
  ended = (async () => {
    for await (const service of findServices("_hue._tcp", options)) found.push(service);
  })();
  await settled();
});

afterEach(async () => {
  ending.abort();
  await ended;
});

async function hear(...records: readonly DnsRecord[]): Promise<void> {
  network.say(encodeResponse(records));
  await settled();
}

const bridge = (name = "Hue Bridge - 0A1B2C", type = "_hue._tcp.local"): readonly DnsRecord[] => [
  { type: "PTR", name: type, ttl: 120, data: `${name}.${type}` },
  {
    type: "SRV",
    name: `${name}.${type}`,
    ttl: 120,
    data: { priority: 0, weight: 0, port: 443, target: "bridge.local" },
  },
  {
    type: "TXT",
    name: `${name}.${type}`,
    ttl: 120,
    data: ["bridgeid=001788fffe0a1b2c", "ModelID=BSB002"].map((each) => Buffer.from(each)),
  },
  { type: "A", name: "bridge.local", ttl: 120, data: "192.0.2.66" },
];

describe("findServices", () => {
  it("asks for its type alone", () => {
    expect(network.said[0]!.questions).toMatchObject([{ name: "_hue._tcp.local", type: "PTR" }]);
  });

  it("tells each service once, with its host and what its text says", async () => {
    await hear(...bridge());
    await hear(...bridge());
    expect(found).toEqual([
      {
        name: "Hue Bridge - 0A1B2C",
        host: "192.0.2.66",
        port: 443,
        text: new Map([
          ["bridgeid", "001788fffe0a1b2c"],
          ["modelid", "BSB002"],
        ]),
      },
    ]);
  });

  it("passes over services of other types, and those that others say are here", async () => {
    await hear(...bridge("Printer", "_ipp._tcp.local"));
    await hear(...bridge().map((record) => (record.type === "A" ? { ...record, data: "127.0.0.1" } : record)));
    expect(found).toEqual([]);
  });

  it("leaves the network when it ends", async () => {
    ending.abort();
    await ended;
    expect(network.members).toBe(0);
  });

  it.each(["hue", "_hue", "_hue._sctp", "_hue._tcp.local", ""])("refuses %j, which is no type", (type) => {
    expect(() => findServices(type, { signal: ending.signal })).toThrow(/no type of services/);
  });
});
