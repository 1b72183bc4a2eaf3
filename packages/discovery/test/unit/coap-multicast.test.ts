import { ALL_COAP_NODES, coapServer, coreResponse, memoryNetwork, parseLinks } from "@thingwright/coap";
import { FakeClock } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { type CoapMulticastOptions, coapMulticast } from "../../src/index.js";
import { Searching } from "../support/searching.js";

const LINKS = '</lamp>;rt="wot.thing",</things>;rt=wot.directory,</x>;rt=other';
const GROUP = { address: ALL_COAP_NODES.ipv4, port: 5683 };

/** Hosts with links that are members of a group, on one network with who searches. */
async function hosts(links: Readonly<Record<string, string>>) {
  const clock = new FakeClock(1_000);
  const timers = {
    now: () => clock.now(),
    setTimer: (callback: () => void, delayMs: number) => {
      const timer = clock.after(delayMs, callback);
      return () => timer.cancel();
    },
  };
  const network = memoryNetwork({ clock: timers });
  for (const [address, own] of Object.entries(links)) {
    await coapServer({
      handler: (request) => coreResponse(parseLinks(own), request),
      transport: network.transport({ address, port: 5683 }),
      groups: [network.group(GROUP)],
      clock: timers,
    }).listen();
  }
  const questions: string[] = [];
  network.onSend = ({ to, bytes }) => {
    if (to.address === GROUP.address) questions.push(Buffer.from(bytes).toString("latin1"));
    return true;
  };
  const search = (options: CoapMulticastOptions = {}) =>
    new Searching(coapMulticast({ groups: [GROUP.address], transports: () => [network.transport()], ...options }), {
      clock,
    });
  return { clock, network, questions, search };
}

describe("coapMulticast", () => {
  it("tells of the Things and directories of all who answer the group, each once (introduction-core-rd)", async () => {
    const { clock, questions, search } = await hosts({ "192.0.2.1": LINKS, "192.0.2.2": LINKS, "192.0.2.3": "" });
    const searching = search();
    await clock.advance(25_000);
    await searching.stop();
    expect(searching.found.toSorted((a, b) => a.url.localeCompare(b.url))).toEqual([
      { url: "coap://192.0.2.1/lamp", kind: "thing", via: "coap-multicast" },
      { url: "coap://192.0.2.1/things", kind: "directory", via: "coap-multicast" },
      { url: "coap://192.0.2.2/lamp", kind: "thing", via: "coap-multicast" },
      { url: "coap://192.0.2.2/things", kind: "directory", via: "coap-multicast" },
    ]);
    expect(questions).toHaveLength(3);
    expect(questions[0]).toContain("rt=wot.*");
    expect(searching.errors).toEqual([]);
  });

  it("sends nothing before it is looked into, and ends with the search", async () => {
    const { clock, questions, search } = await hosts({ "192.0.2.1": LINKS });
    coapMulticast({ groups: [GROUP.address], transports: () => [] });
    const searching = search();
    await clock.advance(0);
    await searching.stop();
    await clock.advance(60_000);
    expect(questions).toHaveLength(1);
    expect(clock.pending).toBeLessThanOrEqual(1);
  });

  it("takes nobody's word but this machine's for what is on it, and has limits", async () => {
    const links =
      "<coap://127.0.0.1/a>;rt=wot.thing,<http://localhost/b>;rt=wot.thing,<coap://h.example/c>;rt=wot.thing";
    const strange = await hosts({ "192.0.2.1": links, "127.0.0.1": "</d>;rt=wot.thing" });
    const searching = strange.search();
    await strange.clock.advance(9_000);
    await searching.stop();
    expect(searching.urls.toSorted()).toEqual(["coap://127.0.0.1/d", "coap://h.example/c"]);
    const many = await hosts({ "192.0.2.1": "</a>;rt=wot.thing,</b>;rt=wot.thing,</c>;rt=wot.thing" });
    const bounded = many.search({ limits: { maxIntroductions: 2 } });
    await many.clock.advance(9_000);
    await bounded.stop();
    expect(bounded.urls).toHaveLength(2);
  });

  it("says which answers cannot be read or told of, and goes on", async () => {
    const { clock, search, network } = await hosts({ "192.0.2.1": LINKS, "fe80::1%eth0": LINKS });
    await coapServer({
      handler: () => ({ code: 0x45, payload: "<html>" }),
      transport: network.transport({ address: "192.0.2.9", port: 5683 }),
      groups: [network.group(GROUP)],
      clock: { now: () => clock.now(), setTimer: (callback, ms) => () => clock.after(ms, callback).cancel() },
      leisureMs: 0,
    }).listen();
    const searching = search();
    await clock.advance(9_000);
    await searching.stop();
    expect(searching.urls).toEqual(["coap://192.0.2.1/lamp", "coap://192.0.2.1/things"]);
    expect(searching.errors.length).toBeGreaterThanOrEqual(1);
    expect(searching.errors.map(({ message }) => message).join()).toContain("fe80::1%eth0");
  });

  it("refuses interfaces and limits that there are not", () => {
    const refused = [
      [{ interfaces: ["no-such-interface"] }, "WOT_ARGUMENT"],
      [{ limits: { maxAnswers: -1 } }, "WOT_RANGE"],
    ] as const;
    for (const [options, code] of refused)
      expect(() => coapMulticast(options)).toThrow(expect.objectContaining({ code }));
  });
});
