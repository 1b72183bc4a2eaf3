import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { ALL_COAP_NODES, Code, coapClient, coapServer, udpGroup, udpTransport } from "../../src/index.js";
import { freeUdpPort } from "./free-udp-port.js";

/** An interface with a link-local IPv6 address: the kernel brings back there what it sends to a group. */
const link = Object.entries(networkInterfaces()).find(([, addresses = []]) =>
  addresses.some(({ address, internal }) => !internal && /^fe80:/i.test(address)),
)?.[0];

describe("Over IPv6, through the kernel", () => {
  it.skipIf(link === undefined).each([ALL_COAP_NODES.ipv6LinkLocal, ALL_COAP_NODES.ipv6SiteLocal])(
    link === undefined ? "%s: skipped: needs an interface with IPv6" : "a member of %s answers",
    async (group) => {
      const interfaces = [`::%${link}`];
      const port = await freeUdpPort();
      const member = udpGroup({ group, port, interfaces });
      const handler = () => ({ code: Code.Content, payload: "here" });
      await using server = coapServer({ port: 0, address: "::", handler, groups: [member], leisureMs: 20 });
      const own = await server.listen();
      await using client = coapClient({
        transport: udpTransport({ address: "::", multicastInterface: interfaces[0]! }),
      });
      const found: string[] = [];
      const asking = client.requestGroup({ host: group, port, maxResponses: 1, timeoutMs: 10_000 });
      for await (const { peer, payload } of asking) found.push(`${peer.port} ${Buffer.from(payload)}`);
      expect(found).toEqual([`${own.port} here`]);
    },
  );
});
