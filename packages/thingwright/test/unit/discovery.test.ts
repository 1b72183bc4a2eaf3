import { createSocket } from "node:dgram";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { createServient } from "../../src/index.js";

/** A UDP port that nobody uses. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}

describe("A Servient that announces", () => {
  it("is found by another on the same network, over HTTP and CoAP, each Thing once", async () => {
    const multicast = { port: await freeUdpPort(), interfaces: ["127.0.0.1"] };
    await using home = createServient({
      http: { port: 0 },
      coap: { port: 0 },
      discovery: { announce: multicast },
    });
    await home.start();
    for (const title of ["Lamp", "Fan", "Blind"]) await home.produce({ title }).expose();
    await using visitor = createServient({ discovery: { dnsSd: multicast } });
    const titles: string[] = [];
    const sources = new Set<string>();
    const process = visitor.discover({ timeoutMs: 8_000 });
    for await (const thing of process) {
      titles.push(thing.title);
      sources.add(process.sourceOf(thing)?.via ?? "");
      if (titles.length === 3) process.stop();
    }
    expect(titles.sort()).toEqual(["Blind", "Fan", "Lamp"]);
    expect([...sources]).toEqual(["dns-sd"]);
  });
});

describe("A Servient that nobody told to", () => {
  it("neither looks on the network nor tells it anything", async () => {
    await using servient = createServient({ http: { port: 0 } });
    await servient.start();
    await servient.produce({ title: "Lamp" }).expose();
    expect(() => servient.discover()).toThrow(expect.objectContaining({ code: "WOT_OPERATION" }));
  });
});

describe("Things are found", () => {
  it("by the well-known address, by CoRE links and by a directory", async () => {
    await using home = createServient({ http: { port: 0 }, coap: { port: 0 } });
    await home.start();
    for (const title of ["Lamp", "Fan"]) await home.produce({ title }).expose();
    const [http = "", coap = ""] = home.addresses();
    for (const discovery of [
      { wellKnown: [http] },
      { wellKnown: [coap], coreLinks: [coap] },
      { coreLinks: [coap] },
      { directories: [`${http}/.well-known/wot`] },
      { directories: [`${coap}/.well-known/wot`] },
    ]) {
      await using visitor = createServient({ discovery });
      const titles: string[] = [];
      for await (const { title } of visitor.discover()) if (title !== "Things of this server") titles.push(title);
      expect(titles.sort(), JSON.stringify(discovery)).toEqual(["Fan", "Lamp"]);
    }
  });
});
