import { coapClient } from "@thingwright/binding-coap";
import { httpClient } from "@thingwright/binding-http";
import { type ConsumedThing, Servient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freeUdpPort } from "./support/free-udp-port.js";
import { type NodeWotExposedThing, type NodeWotServient, nodeWot } from "./support/node-wot.js";

const init = {
  title: "counter",
  properties: { count: { type: "integer", observable: true } },
  actions: { add: { input: { type: "integer" }, output: { type: "integer" } } },
  events: { reset: { data: { type: "string" } } },
};

const servers = {
  http: async () => new nodeWot.http.HttpServer({ port: 0 }),
  coap: async () => new nodeWot.coap.CoapServer({ port: await freeUdpPort() }),
};

describe.each(["http", "coap"] as const)("a Thing of node-wot over %s", (protocol) => {
  let theirs: NodeWotServient;
  let exposed: NodeWotExposedThing;
  let ours: Servient;
  let thing: ConsumedThing;
  let count = 1;

  beforeAll(async () => {
    // Otherwise it advertises the machine's other addresses only.
    nodeWot.core.Helpers.setStaticAddress("127.0.0.1");
    theirs = new nodeWot.core.Servient();
    theirs.addServer(await servers[protocol]());
    const wot = await theirs.start();
    exposed = await wot.produce(init);
    exposed.setPropertyReadHandler("count", async () => count);
    exposed.setPropertyWriteHandler("count", async (value) => {
      count = (await value.value()) as number;
      await exposed.emitPropertyChange("count");
    });
    exposed.setActionHandler("add", async (input) => {
      count += (await input.value()) as number;
      return count;
    });
    await exposed.expose();
    ours = new Servient({ clients: [protocol === "http" ? httpClient() : coapClient()] });
    thing = ours.consume(exposed.getThingDescription() as ThingDescription);
  });

  afterAll(async () => {
    await ours?.stop();
    await theirs?.shutdown();
  });

  it("is read and written by our client", async () => {
    expect(await thing.read("count")).toBe(count);
    await thing.write("count", 41);
    expect(count).toBe(41);
    expect(await thing.read("count")).toBe(41);
  });

  it("carries out an action for our client", async () => {
    await thing.write("count", 1);
    expect(await thing.invoke("add", 2)).toBe(3);
  });

  it.skipIf(protocol === "coap")("is observed by our client", async () => {
    await using observation = thing.observe<number>("count");
    await observation.ready;
    const next = observation.next();
    await thing.write("count", 77);
    expect((await next).value).toBe(77);
  });

  it("answers an unknown property with an error, never with success", async () => {
    const description = exposed.getThingDescription() as ThingDescription;
    const property = description.properties?.count as { forms: { href: string }[] };
    const forms = property.forms.map((form) => ({ ...form, href: form.href.replace("/count", "/nothing") }));
    const wrong = ours.consume({ ...description, properties: { count: { ...property, forms } } } as ThingDescription);
    await expect(wrong.read("count")).rejects.toMatchObject({ code: "WOT_REMOTE" });
  });
});
