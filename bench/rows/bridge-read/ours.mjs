import { httpServer } from "@thingwright/binding-http";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { Servient } from "@thingwright/core";
import { bridge } from "@thingwright/mapping";
import { serve } from "../../lib/contender.mjs";

const network = memoryNetwork();
const maker = new Servient({ servers: [memoryServer(network)] });
await maker.start();
const vendor = { type: "integer", minimum: 0, maximum: 254, default: 107, observable: true };
const lamp = maker.produce({ title: "Vendor's lamp", properties: { bri: vendor } });
await lamp.expose();

const southbound = lamp.description;
southbound["@context"] = ["https://www.w3.org/2022/wot/td/v1.1", { map: "https://thingwright.org/ns/map#" }];
Object.assign(southbound.properties.bri, {
  "map:property": "count",
  "map:range": { "map:vendor": [0, 254], "map:model": [0, 100] },
});
const model = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  "@type": "tm:ThingModel",
  title: "Counter",
  properties: { count: { type: "integer", observable: true } },
};

const server = httpServer({ port: 0 });
const house = new Servient({ servers: [server], clients: [memoryClient(network)] });
await house.start();
const { device } = await bridge(house, southbound, { as: model, id: "urn:example:counter", title: "Counter" });
// Known from now on: 107 of 254 is 42 %.
if ((await device.read("count")) !== 42) throw new RangeError("the bridge does not know the value");
serve({ urls: [`${server.addresses()[0]}/counter/properties/count`] });
