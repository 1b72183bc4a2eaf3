import { type Building, startBuilding } from "@thingwright/gateway";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NodeWot, type NodeWotServient, nodeWot } from "./support/node-wot.js";

let building: Building;
let descriptions: ThingDescription[];
let servient: NodeWotServient;
let wot: NodeWot;

beforeAll(async () => {
  building = await startBuilding({ httpPort: 0, coapPort: 0, mqttPort: 0, seed: 1 });
  descriptions = (await (await fetch(`${building.addresses.http}/things`)).json()) as ThingDescription[];
  servient = new nodeWot.core.Servient();
  servient.addClientFactory(new nodeWot.http.HttpClientFactory());
  servient.addClientFactory(new nodeWot.coap.CoapClientFactory());
  wot = await servient.start();
});

afterAll(async () => {
  await servient?.shutdown();
  await building?.stop();
});

/** Position of the Form that carries `op` of a property over `scheme`, in JSON. */
function formIndex(td: ThingDescription, name: string, scheme: string, op: string): number {
  const forms = td.properties?.[name]?.forms ?? [];
  return forms.findIndex(
    (form) =>
      form.href.startsWith(`${scheme}:`) && form.op?.includes(op as never) && form.contentType === "application/json",
  );
}

describe.each(["http", "coap"])("node-wot's client over %s", (scheme) => {
  it("consumes every Thing of the building and reads all of its properties", async () => {
    expect(descriptions.length).toBeGreaterThanOrEqual(8);
    for (const td of descriptions) {
      const thing = await wot.consume(structuredClone(td));
      for (const [name, property] of Object.entries(td.properties ?? {})) {
        if (property.writeOnly) continue;
        const index = formIndex(td, name, scheme, "readproperty");
        expect(index, `${td.title} ${name} has a Form over ${scheme}`).toBeGreaterThanOrEqual(0);
        const value = await (await thing.readProperty(name, { formIndex: index })).value();
        expect(value, `${td.title} ${name}`).toBeDefined();
      }
    }
  });

  it("writes a brightness that it then reads", async () => {
    const td = descriptions.find(({ properties }) => properties?.brightness !== undefined) as ThingDescription;
    const thing = await wot.consume(structuredClone(td));
    const [write, read] = ["writeproperty", "readproperty"].map((op) => formIndex(td, "brightness", scheme, op));
    const value = scheme === "http" ? 40 : 60;
    await thing.writeProperty("brightness", value, { formIndex: write as number });
    expect(await (await thing.readProperty("brightness", { formIndex: read as number })).value()).toBe(value);
  });
});
