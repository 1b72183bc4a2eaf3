import { type CoapClientResponse, Code, type Method } from "@thingwright/coap";
import { afterEach, describe, expect, it } from "vitest";
import { coapServer } from "../../../src/index.js";
import { multicastGroups } from "../../../src/server/multicast-groups.js";
import { Lab } from "../../lab/lab.js";

const group = { address: "224.0.1.187", port: 5683 };

describe("A server that is a member of a group", () => {
  let lab: Lab;
  afterEach(() => lab[Symbol.asyncDispose]());

  async function member(): Promise<Lab> {
    const joining: { groups: ReturnType<Lab["network"]["group"]>[] } = { groups: [] };
    lab = new Lab(joining as object, {}, {});
    joining.groups.push(lab.network.group(group));
    lab.server = lab.newServer();
    await lab.start();
    return lab;
  }

  async function ask(path: string, query: readonly string[], method: Method = Code.GET): Promise<CoapClientResponse[]> {
    const responses: CoapClientResponse[] = [];
    const asking = (async () => {
      const target = { host: group.address, path, query, method, timeoutMs: 8_000 };
      for await (const response of lab.newProbe().requestGroup(target)) responses.push(response);
    })();
    await lab.time.advance(9_000);
    await asking;
    return responses;
  }

  it("tells of its Things (introduction-core)", async () => {
    await member();
    const [answer] = await ask("/.well-known/core", ["rt=wot.thing"]);
    expect(Buffer.from(answer?.payload ?? []).toString()).toContain('rt="wot.thing"');
  });

  it("says nothing where it has nothing, and does nothing for a group", async () => {
    await member();
    expect(await ask("/.well-known/core", ["rt=other"])).toEqual([]);
    expect(await ask("/lamp/properties/count", [])).toEqual([]);
    expect(await ask("/lamp/actions/increment", [], Code.POST)).toEqual([]);
    expect(lab.thing.property("count").value).toBe(0);
  });
});

describe("The groups of a server", () => {
  const address = (family: "IPv4" | "IPv6", one: string) => ({ family, address: one, internal: false }) as never;
  const interfaces = {
    lo: [address("IPv4", "127.0.0.1"), address("IPv6", "::1")],
    eth0: [address("IPv4", "192.0.2.7"), address("IPv6", "fe80::7"), address("IPv6", "2001:db8::7")],
    ppp0: [address("IPv4", "192.0.2.8")],
  };
  const count = (at: string) => multicastGroups("all-nodes", at, false, interfaces).length;

  it("are those of the families of its address", () => {
    expect([count("127.0.0.1"), count("0.0.0.0"), count("::"), count("2001:db8::7"), count("192.0.2.99")]).toEqual([
      1, 1, 3, 2, 0,
    ]);
    expect(multicastGroups(undefined, "::", false, interfaces)).toEqual([]);
  });

  it("are none with tls", () => {
    const tls = { psk: () => undefined };
    expect(() => coapServer({ groups: "all-nodes", tls })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });
});
