import { type Introduction, silent, systemClock } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { udpMulticast } from "../../../src/dns-sd/udp-multicast.js";
import { dnsSd, dnsSdAnnouncer } from "../../../src/index.js";
import { freeUdpPort } from "../../support/free-udp-port.js";

const interfaces = ["127.0.0.1"];

/** What is found until there are `count`. */
async function find(count: number, options: Parameters<typeof dnsSd>[0]): Promise<readonly Introduction[]> {
  const controller = new AbortController();
  const found: Introduction[] = [];
  const search = {
    signal: controller.signal,
    timeoutMs: 5_000,
    clock: systemClock,
    logger: silent,
    request: () => Promise.reject(new TypeError("nothing is to be asked")),
    failed: () => {},
  };
  for await (const introduction of dnsSd(options).find(search)) {
    found.push(introduction);
    if (found.length === count) controller.abort();
  }
  return found;
}

describe("Multicast DNS over UDP", () => {
  it("brings an announcement to a search, over loopback", async () => {
    const port = await freeUdpPort();
    await using announcer = dnsSdAnnouncer({ interfaces, port });
    await announcer.announce([{ title: "Lamp", url: "http://127.0.0.1:8080/lamp", kind: "thing" }], silent);
    expect(await find(1, { interfaces, port })).toEqual([
      { url: "http://127.0.0.1:8080/lamp", kind: "thing", via: "dns-sd" },
    ]);
  });

  it("cannot take place without an interface", async () => {
    const network = udpMulticast({ interfaces: ["203.0.113.7"], port: await freeUdpPort() });
    await expect(network.join(() => {})).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });

  it("closes more than once, and loses what is sent afterwards", async () => {
    const membership = await udpMulticast({ interfaces, port: await freeUdpPort() }).join(() => {});
    await membership.close();
    await membership.close();
    for (const link of membership.links) expect(() => link.send(new Uint8Array(1))).not.toThrow();
  });
});
