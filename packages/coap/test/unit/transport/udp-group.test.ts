import { describe, expect, it } from "vitest";
import { Code, coapClient, coapServer, udpGroup, udpTransport } from "../../../src/index.js";

const LOOPBACK = "127.0.0.1";
const handler = () => ({ code: Code.Content, payload: "ok" });

describe("A UDP multicast group", () => {
  it("brings a request over loopback to a member, which answers from its own port", async () => {
    const group = udpGroup({ port: 0, interfaces: [LOOPBACK] });
    // Its port is known once it is open: the test has to have one of its own.
    const opened = await group.open({ onDatagram: () => undefined, onError: () => undefined });
    await group.close();
    const member = udpGroup({ port: opened.port, interfaces: [LOOPBACK] });
    await using server = coapServer({ port: 0, address: LOOPBACK, handler, groups: [member], leisureMs: 20 });
    const { port } = await server.listen();
    await using client = coapClient({ transport: udpTransport({ address: LOOPBACK, multicastInterface: LOOPBACK }) });
    const target = { host: opened.address, port: opened.port, maxResponses: 1, timeoutMs: 10_000 };
    const found: number[] = [];
    for await (const { peer } of client.requestGroup(target)) found.push(peer.port);
    expect(found).toEqual([port]);
  });

  it("cannot be joined where there is no such interface", async () => {
    const nowhere = udpGroup({ port: 0, group: "ff02::fd", interfaces: ["::%no-such-if"] });
    await expect(nowhere.open({ onDatagram() {}, onError() {} })).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });

  it("that cannot be joined leaves no socket of the server open", async () => {
    const wrong = udpGroup({ port: 0, group: "127.0.0.1", interfaces: [LOOPBACK] });
    const server = coapServer({ port: 0, address: LOOPBACK, handler, groups: [wrong] });
    await expect(server.listen()).rejects.toMatchObject({ code: "WOT_NETWORK" });
    await server.close();
  });
});
