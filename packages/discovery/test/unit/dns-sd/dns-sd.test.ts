import { settled } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { type DnsRecord, encodeResponse } from "../../../src/dns-sd/dns-message.js";
import { type DnsSdLimits, dnsSd } from "../../../src/index.js";
import { MemoryMulticast } from "../../support/memory-multicast.js";
import { Searching } from "../../support/searching.js";

interface Described {
  readonly label?: string;
  readonly protocol?: "tcp" | "udp";
  readonly pointer?: string;
  readonly target?: string;
  readonly port?: number;
  readonly text?: readonly string[];
  readonly addresses?: readonly string[];
}

/** The records of one instance, as a Thing of some maker sends them. */
function recordsOf(described: Described): readonly DnsRecord[] {
  const { label = "Lamp", protocol = "tcp", target = "lamp.local", port = 8080, text = ["td=/td"] } = described;
  const { pointer = `_wot._${protocol}.local`, addresses = ["192.0.2.9"] } = described;
  const name = `${label}._wot._${protocol}.local`;
  return [
    { type: "PTR", name: pointer, ttl: 4500, data: name },
    { type: "SRV", name, ttl: 120, data: { priority: 0, weight: 0, port, target } },
    { type: "TXT", name, ttl: 4500, data: text.map((each) => Buffer.from(each)) },
    ...addresses.map((data) => ({ type: data.includes(":") ? "AAAA" : "A", name: target, ttl: 120, data }) as const),
  ];
}

async function search(limits: Partial<DnsSdLimits> = {}) {
  const network = new MemoryMulticast();
  const searching = new Searching(dnsSd({ network: network.from("192.0.2.1"), limits }));
  await settled();
  const hear = async (records: readonly DnsRecord[], from?: { address: string; port: number }) => {
    network.say(encodeResponse(records), from);
    await settled();
  };
  return { network, searching, hear };
}

describe("dnsSd", () => {
  it("asks for Things and directories, and again more and more seldom (introduction-dns-sd-service-name …)", async () => {
    const { network, searching } = await search();
    expect(network.said[0]?.questions.map(({ name, type }) => `${type} ${name}`)).toEqual([
      "PTR _wot._tcp.local",
      "PTR _directory._sub._wot._tcp.local",
      "PTR _wot._udp.local",
      "PTR _directory._sub._wot._udp.local",
    ]);
    for (const [afterMs, queries] of [
      [999, 1],
      [1, 2],
      [1999, 2],
      [1, 3],
      [4000, 4],
    ] as const) {
      await searching.clock.advance(afterMs);
      expect(network.messages).toHaveLength(queries);
    }
    await searching.stop();
  });

  it.each<[string, Described, string]>([
    ["a Thing", {}, "http://192.0.2.9:8080/td"],
    ["a Thing over TLS", { text: ["td=/td", "scheme=https"] }, "https://192.0.2.9:8080/td"],
    ["a Thing over CoAP", { protocol: "udp", port: 5683 }, "coap://192.0.2.9:5683/td"],
    ["a host with a name of its own", { target: "thing.example", addresses: [] }, "http://thing.example:8080/td"],
    ["a host with IPv6 only", { addresses: ["fe80::1", "2001:db8::9"] }, "http://[2001:db8::9]:8080/td"],
    ["a host with both", { addresses: ["2001:db8::9", "192.0.2.9"] }, "http://192.0.2.9:8080/td"],
    ["a host with the sender's", { addresses: ["10.0.0.9", "192.0.2.66"] }, "http://192.0.2.66:8080/td"],
    ["link-local IPv4", { addresses: ["169.254.7.7"] }, "http://169.254.7.7:8080/td"],
  ])("tells of %s", async (_, described, url) => {
    const { searching, hear } = await search();
    await hear(recordsOf(described));
    expect(searching.urls).toEqual([url]);
    await hear(recordsOf(described));
    expect(searching.urls).toHaveLength(1);
    await searching.stop();
  });

  it("tells a directory from a Thing (introduction-dns-sd-service-name-directory)", async () => {
    const { searching, hear } = await search();
    await hear(recordsOf({ text: ["td=/td", "type=Directory"], pointer: "_directory._sub._wot._tcp.local" }));
    expect(searching.found).toEqual([{ url: "http://192.0.2.9:8080/td", kind: "directory", via: "dns-sd" }]);
    await searching.stop();
  });

  it("asks for what is missing, three times, and puts together what comes apart and in any order", async () => {
    const { network, searching, hear } = await search();
    const [pointer, service, text, address] = recordsOf({}) as [DnsRecord, DnsRecord, DnsRecord, DnsRecord];
    const asked = () =>
      network.said
        .filter(({ isResponse, questions }) => !isResponse && questions[0]?.type !== "PTR")
        .map(({ questions }) => questions.map(({ name, type }) => `${type} ${name}`));
    await hear([pointer]);
    await searching.clock.advance(200);
    const ofInstance = ["SRV Lamp._wot._tcp.local", "TXT Lamp._wot._tcp.local"];
    expect(asked()).toEqual([ofInstance, ofInstance]);
    await hear([text, service]);
    await searching.clock.advance(900);
    expect(asked().slice(2)).toEqual([["A lamp.local", "AAAA lamp.local"]]);
    expect(searching.found).toEqual([]);
    await hear([address]);
    expect(searching.urls).toEqual(["http://192.0.2.9:8080/td"]);
    await searching.stop();
  });

  it("says what it knows already when it asks again (RFC 6762 §7.1)", async () => {
    const { network, searching, hear } = await search();
    await hear(recordsOf({}));
    await searching.clock.advance(1000);
    expect(network.said.at(-1)?.records).toMatchObject([{ type: "PTR", data: "Lamp._wot._tcp.local" }]);
    await searching.stop();
  });

  it("forgets what is taken back before it was complete (RFC 6762 §10.1)", async () => {
    const { searching, hear } = await search();
    const [pointer, ...rest] = recordsOf({}) as [DnsRecord, ...DnsRecord[]];
    await hear([pointer]);
    await hear([{ ...pointer, ttl: 0 } as DnsRecord]);
    await hear(rest);
    expect(searching.found).toEqual([]);
    await searching.stop();
  });

  it.each<[string, Described]>([
    ["a scheme of another kind", { text: ["td=/td", "scheme=file"] }],
    ["no path", { text: [] }],
    ["a path that is none", { text: ["td=@evil.example/"] }],
    ["a type that nobody asked for", { pointer: "_http._tcp.local" }],
    ["an instance of another type", { pointer: "_wot._udp.local" }],
    ["a host that is no name", { target: "a b@evil" }],
    ["this machine itself, by another", { addresses: ["127.0.0.1"] }],
    ["link-local IPv6, without the zone", { addresses: ["fe80::1"] }],
  ])("does not tell of %s", async (_, described) => {
    const { searching, hear } = await search();
    await hear(recordsOf(described));
    await searching.clock.advance(10_000);
    expect(searching.found).toEqual([]);
    await searching.stop();
  });

  it("listens to the group's port only, and to answers only", async () => {
    const { network, searching, hear } = await search();
    await hear(recordsOf({}), { address: "192.0.2.66", port: 9999 });
    for (const noise of [Buffer.alloc(0), Buffer.from("hello"), Buffer.alloc(12, 0xff)]) network.say(noise);
    await settled();
    expect(searching.found).toEqual([]);
    await searching.stop();
  });

  it("keeps no more than its limits say of what others send", async () => {
    const { searching, hear } = await search({ maxInstances: 5, maxRecordsPerMessage: 8 });
    for (let number = 0; number < 50; number++) await hear(recordsOf({ label: `Lamp ${number}` }));
    expect(searching.found).toHaveLength(5);
    for (let number = 0; number < 50; number++) await hear(recordsOf({ target: `h${number}.local` }));
    expect(searching.found).toHaveLength(5);
    await searching.stop();
  });

  it("tells of whoever comes and goes once, whatever it says it is then", async () => {
    const { searching, hear } = await search();
    for (let number = 0; number < 20; number++) {
      const records = recordsOf({ text: [`td=/${number}`] });
      await hear(records);
      await hear([{ ...records[0], ttl: 0 } as DnsRecord]);
    }
    expect(searching.found).toHaveLength(1);
    await searching.stop();
  });

  it("passes a flood over, and goes on in the next second", async () => {
    const { network, searching, hear } = await search({ maxBytesPerSecond: 2_000 });
    for (let noise = 0; noise < 20; noise++) network.say(Buffer.alloc(100));
    await hear(recordsOf({}));
    expect(searching.found).toEqual([]);
    await searching.clock.advance(1_000);
    await hear(recordsOf({}));
    expect(searching.found).toHaveLength(1);
    await searching.stop();
  });

  it("does not let others make it ask much", async () => {
    const { network, searching, hear } = await search();
    const pointers = Array.from({ length: 200 }, (_, n) => recordsOf({ label: `Fan ${n}` })[0] as DnsRecord);
    await hear(pointers);
    const before = network.messages.length;
    await searching.clock.advance(60_000);
    const queries = network.said.slice(before + 1).filter(({ questions }) => questions[0]?.type === "SRV");
    expect(queries.every(({ questions }) => questions.length <= 17)).toBe(true);
    expect(queries.flatMap(({ questions }) => questions).length).toBeLessThanOrEqual(200 * 2 * 3);
    await searching.stop();
  });

  it("leaves the network when it is stopped, and sets no more timers", async () => {
    const { network, searching, hear } = await search();
    await hear([recordsOf({})[0] as DnsRecord]);
    await searching.stop();
    expect([network.members, searching.clock.pending]).toEqual([0, 0]);
  });
});
