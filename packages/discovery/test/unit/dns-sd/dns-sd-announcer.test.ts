import { hostname } from "node:os";
import { FakeClock } from "@thingwright/contract-tests";
import { type Offer, silent } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { type DnsRecord, encodeQuery, encodeResponse } from "../../../src/dns-sd/dns-message.js";
import { type DnsSdAnnouncerOptions, dnsSd, dnsSdAnnouncer } from "../../../src/index.js";
import { MemoryMulticast } from "../../support/memory-multicast.js";
import { Searching } from "../../support/searching.js";

const lamp: Offer = { title: "Lamp", url: "http://192.0.2.1:8080/lamp", kind: "thing" };
const things: Offer = { title: "Things", url: "https://house.example/gw/.well-known/wot", kind: "directory" };

function world(options: Partial<DnsSdAnnouncerOptions> = {}) {
  const network = new MemoryMulticast();
  const clock = new FakeClock();
  const warnings: string[] = [];
  const logger = { ...silent, warn: (message: string) => void warnings.push(message) };
  const announcer = dnsSdAnnouncer({ network: network.from("192.0.2.1"), clock, random: () => 0, ...options });
  const announce = async (...offers: readonly Offer[]) => {
    await announcer.announce(offers, logger);
    await clock.advance(3_000);
  };
  const records = (): readonly DnsRecord[] =>
    network.said.filter((each) => each.isResponse).flatMap((each) => each.records);
  const names = () => new Set(records().flatMap((each) => (each.type === "SRV" ? [each.name] : [])));
  return { network, clock, announcer, announce, records, names, warnings, logger };
}

describe("dnsSdAnnouncer", () => {
  it("says nothing before it is told to, nor for nothing", async () => {
    const { network, announcer, announce } = world();
    await announce();
    expect([network.members, network.messages]).toEqual([0, []]);
    await announcer.stop();
  });

  it("looks three times whether a name is free, and then announces it twice (RFC 6762 §8)", async () => {
    const { network, announcer, clock, logger } = world();
    await announcer.announce([lamp], logger);
    await clock.advance(740);
    expect(network.said.map(({ isResponse, claims }) => [isResponse, claims[0]?.type])).toEqual([
      [false, "SRV"],
      [false, "SRV"],
      [false, "SRV"],
    ]);
    await clock.advance(2_000);
    expect(network.said.slice(3).map(({ isResponse }) => isResponse)).toEqual([true, true]);
    await announcer.stop();
  });

  it("announces a Thing by the records of the specification (introduction-dns-sd-service-name, introduction-dns-sd-txt-record)", async () => {
    const { announcer, announce, records } = world();
    await announce(lamp);
    const name = "Lamp._wot._tcp.local";
    const [, , service] = records();
    const target = service?.type === "SRV" ? service.data.target : "";
    expect(target).toMatch(/^192-0-2-1-thing-[0-9a-f]{16}\.local$/);
    expect(records().slice(0, 5)).toMatchObject([
      { type: "PTR", name: "_wot._tcp.local", data: name },
      { type: "PTR", name: "_services._dns-sd._udp.local", data: "_wot._tcp.local" },
      { type: "SRV", name, ttl: 120, flush: true, data: { port: 8080, target } },
      { type: "TXT", name, data: ["td=/lamp", "type=Thing", "scheme=http"].map((text) => Buffer.from(text)) },
      { type: "A", name: target, data: "192.0.2.1" },
    ]);
    await announcer.stop();
  });

  it("announces a Thing over CoAP under _wot._udp (introduction-dns-sd-service-name-udp, introduction-dns-sd-txt-record-udp)", async () => {
    const { announcer, announce, records } = world();
    await announce({ title: "Lamp", url: "coap://[2001:db8::1]/lamp", kind: "thing" });
    expect(records()).toContainEqual(expect.objectContaining({ type: "PTR", name: "_wot._udp.local" }));
    expect(records()).toContainEqual(expect.objectContaining({ type: "AAAA", data: "2001:db8::1" }));
    expect(records().find(({ type }) => type === "SRV")?.data).toMatchObject({ port: 5683 });
    await announcer.stop();
  });

  it("announces a directory under its subtype, by the name of its host and without addresses", async () => {
    const { announcer, announce, records } = world();
    await announce(things);
    expect(records()).toContainEqual(expect.objectContaining({ name: "_directory._sub._wot._tcp.local" }));
    expect(records().find(({ type }) => type === "SRV")?.data).toMatchObject({ port: 443, target: "house.example" });
    expect(records().filter(({ type }) => type === "A" || type === "AAAA")).toEqual([]);
    await announcer.stop();
  });

  it("tells no address and no path but those of the offers", async () => {
    const { network, announcer, announce } = world();
    await announce(lamp, things);
    const everything = network.messages.map((message) => Buffer.from(message).toString("latin1")).join("");
    expect(everything).not.toContain(hostname());
    const told = network.said.flatMap(({ records }) => records);
    const addresses = told.flatMap((each) => (each.type === "A" || each.type === "AAAA" ? [each.data] : []));
    const hosts = told.flatMap((each) =>
      each.type === "SRV" ? [each.data.target.replace(/thing-\w+/, "thing-x")] : [],
    );
    expect(new Set(addresses)).toEqual(new Set(["192.0.2.1"]));
    expect(new Set(hosts)).toEqual(new Set(["192-0-2-1-thing-x.local", "house.example"]));
    await announcer.stop();
  });

  it("announces on loopback only what can be used on loopback only", async () => {
    const local: Offer = { title: "Local", url: "http://127.0.0.1:80/local", kind: "thing" };
    const outside = world();
    await outside.announce(local);
    expect(outside.network.messages).toEqual([]);
    await outside.announcer.stop();
    const network = new MemoryMulticast();
    const inside = world({ network: network.from("127.0.0.1") });
    await inside.announce(local);
    expect(network.messages).not.toEqual([]);
    await inside.announcer.stop();
  });

  it("is found by its own introducer, by nobody else's word", async () => {
    const { network, announcer, announce, clock } = world();
    await announce(lamp, things);
    const searching = new Searching(dnsSd({ network: network.from("192.0.2.2") }), { clock });
    await clock.advance(2_000);
    expect(searching.found).toEqual(
      expect.arrayContaining([
        { url: lamp.url, kind: "thing", via: "dns-sd" },
        { url: "https://house.example:443/gw/.well-known/wot", kind: "directory", via: "dns-sd" },
      ]),
    );
    expect(searching.found).toHaveLength(2);
    await searching.stop();
    await announcer.stop();
  });

  it("takes back what is offered no more, and all of it at its end (RFC 6762 §10.1)", async () => {
    const { network, announcer, announce } = world();
    const gone = () =>
      network.said
        .flatMap(({ records }) => records)
        .flatMap((each) => (each.ttl === 0 && each.type === "SRV" ? [each.name] : []));
    await announce(lamp, things);
    await announce(things);
    expect(gone()).toEqual(["Lamp._wot._tcp.local"]);
    await announcer.stop();
    await announcer.stop();
    expect(gone()).toEqual(["Lamp._wot._tcp.local", "Things._wot._tcp.local"]);
    expect(network.members).toBe(0);
    await expect(announcer.announce([lamp], silent)).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("leaves alone what stays offered", async () => {
    const { network, announcer, announce } = world();
    await announce(lamp);
    const before = network.messages.length;
    await announce(lamp);
    expect(network.messages).toHaveLength(before);
    await announcer.stop();
  });

  it("gives each of several offers of one title a name", async () => {
    const { announcer, announce, names } = world();
    await announce(lamp, { ...lamp, url: "http://192.0.2.1:8080/lamp-2" });
    expect(names()).toEqual(new Set(["Lamp._wot._tcp.local", "Lamp (2)._wot._tcp.local"]));
    await announcer.stop();
  });

  const claimed = (port: number): DnsRecord => ({
    type: "SRV",
    name: "LAMP._wot._tcp.local",
    ttl: 120,
    data: { priority: 0, weight: 0, port, target: "zzz.local" },
  });

  it("takes another name when somebody has this one, before it is claimed and after (RFC 6762 §8.1, §9)", async () => {
    for (const waitMs of [300, 3_000]) {
      const { network, announcer, announce, names, clock, logger } = world();
      await announcer.announce([lamp], logger);
      await clock.advance(waitMs);
      network.say(encodeResponse([claimed(1)]));
      await announce(lamp);
      expect(names()).toContain("Lamp (2)._wot._tcp.local");
      await announcer.stop();
    }
  });

  it("keeps its name against answers from another port than the group's (RFC 6762 §6)", async () => {
    const { network, announcer, announce, names, clock } = world();
    await announce(lamp);
    network.say(encodeResponse([claimed(1)]), { address: "192.0.2.66", port: 9999 });
    await clock.advance(3_000);
    expect(names()).toEqual(new Set(["Lamp._wot._tcp.local", "LAMP._wot._tcp.local"]));
    await announcer.stop();
  });

  it("gives way to who looks for the same name at the same time and wins, and to nobody who loses (RFC 6762 §8.2)", async () => {
    for (const [port, name] of [
      [65_000, "Lamp (2)._wot._tcp.local"],
      [1, "Lamp._wot._tcp.local"],
    ] as const) {
      const { network, announcer, clock, names, logger } = world();
      await announcer.announce([lamp], logger);
      await clock.advance(300);
      network.say(encodeQuery([{ name: "Lamp._wot._tcp.local", type: "ANY" }], [], [claimed(port)]));
      await clock.advance(3_000);
      expect([...names()].filter((each) => /^Lamp/.test(each))).toEqual([name]);
      await announcer.stop();
    }
  });

  it("gives up when every name is taken", async () => {
    const { network, announcer, clock, logger, warnings } = world({ limits: { maxRenames: 3 } });
    await announcer.announce([lamp], logger);
    for (const number of ["", " (2)", " (3)", " (4)"]) {
      await clock.advance(300);
      network.say(encodeResponse([{ ...claimed(1), name: `Lamp${number}._wot._tcp.local` } as DnsRecord]));
    }
    const before = network.messages.length;
    await clock.advance(5_000);
    expect(network.messages).toHaveLength(before);
    expect(warnings).toEqual(["every name for a service is taken: it is not announced"]);
    await announcer.stop();
  });

  it("defends a name at once against who is about to take it, and not more often than allowed (RFC 6762 §6)", async () => {
    const { network, announcer, announce, clock } = world();
    await announce(lamp);
    const name = "Lamp._wot._tcp.local";
    const pointer: DnsRecord = { type: "PTR", name: "_wot._tcp.local", ttl: 4500, data: name };
    const probe = encodeQuery([{ name, type: "ANY" }], [], [claimed(1)]);
    const answers = () => network.said.filter(({ isResponse }) => isResponse).length;
    const before = answers();
    network.say(probe);
    expect(answers() - before).toBe(1);
    for (let times = 0; times < 50; times++) network.say(probe);
    await clock.advance(249);
    expect(answers() - before).toBe(1);
    await clock.advance(1);
    expect(answers() - before).toBe(2);
    await clock.advance(250);
    // As python-zeroconf looks whether a name is free.
    network.say(encodeQuery([{ name: "_wot._tcp.local", type: "PTR" }], [], [pointer]));
    expect(answers() - before).toBe(3);
    await announcer.stop();
  });

  it("answers who asks, after a moment, once in a second, and not who knows already (RFC 6762 §6, §7.1)", async () => {
    const { network, announcer, announce, clock } = world();
    await announce(lamp);
    const ask = (known: readonly DnsRecord[] = [], name = "_wot._tcp.local") =>
      network.say(encodeQuery([{ name, type: "PTR" }], known));
    const answers = async (afterMs: number) => {
      const before = network.said.filter(({ isResponse }) => isResponse).length;
      await clock.advance(afterMs);
      return network.said.filter(({ isResponse }) => isResponse).length - before;
    };
    for (let times = 0; times < 100; times++) ask();
    expect(await answers(19)).toBe(0);
    expect(await answers(1)).toBe(1);
    ask();
    expect(await answers(979)).toBe(0);
    expect(await answers(100)).toBe(1);
    ask([{ type: "PTR", name: "_wot._tcp.local", ttl: 4000, data: "lamp._wot._tcp.local" }]);
    ask([], "_other._tcp.local");
    expect(await answers(5_000)).toBe(0);
    await announcer.stop();
  });

  it("announces no more than its limit, directories first, and says so", async () => {
    const { announcer, announce, names, warnings } = world({ limits: { maxServices: 2 } });
    await announce(lamp, { ...lamp, url: "http://192.0.2.1/2" }, things);
    expect(names()).toEqual(new Set(["Things._wot._tcp.local", "Lamp._wot._tcp.local"]));
    expect(warnings).toEqual(["there are more offers than are announced"]);
    await announcer.stop();
  });

  it("survives whatever is sent to it", async () => {
    const { network, announcer, announce } = world();
    await announce(lamp);
    const whole = encodeQuery([{ name: "_wot._tcp.local", type: "PTR" }], [claimed(1)], [claimed(2)]);
    for (let at = 0; at < whole.length; at++) {
      for (const byte of [0, 0x3f, 0xc0, 0xff]) {
        const changed = Buffer.from(whole);
        changed[at] = byte;
        expect(() => network.say(changed)).not.toThrow();
      }
    }
    await announcer.stop();
  });
});
