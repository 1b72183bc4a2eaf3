import { mqttClient } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { connectAsync } from "mqtt";
import { serve } from "../../lib/contender.mjs";
import { windowed } from "../../lib/windowed.mjs";
import { batchSize } from "./batch.mjs";

const topicsEach = 10;

/** Has all properties of `count` consumed Things observed over one connection, and measures how fast messages reach them. */
export async function observeThings(url, count) {
  const name = `things-${count}`;
  const servient = new Servient({ clients: [mqttClient({ protocolVersion: 4 })] });
  const control = await connectAsync(url, { protocolVersion: 4 });
  let arrived = 0;
  const batches = windowed(() => control.publish("feed", name), 16);
  const listen = (expected) => async (output) => {
    if ((await output.value()) !== expected) throw new Error(`something else came than ${expected}`);
    arrived += 1;
    if (arrived % batchSize === 0) batches.arrived();
  };
  // Some at a time: the client has a limit for what waits for the broker.
  for (let first = 0; first < count; first += 50) {
    const things = Array.from({ length: Math.min(50, count - first) }, (_, index) => thingAt(url, name, first + index));
    const ready = things.flatMap((description, index) => {
      const thing = servient.consume(description);
      return Object.keys(description.properties).map((property, at) => {
        return thing.observeProperty(property, listen((first + index) * topicsEach + at));
      });
    });
    await Promise.all(ready);
  }
  serve({}, async ({ ms }) => ({ rate: (await batches.run(ms)) * batchSize }));
}

/** All its topics end with a number of their own. */
const thingAt = (url, name, index) => ({
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  id: `urn:example:${name}:${index}`,
  title: `Thing ${index}`,
  securityDefinitions: { nosec_sc: { scheme: "nosec" } },
  security: "nosec_sc",
  properties: Object.fromEntries(
    Array.from({ length: topicsEach }, (_, at) => [
      `value${at}`,
      {
        type: "integer",
        observable: true,
        forms: [
          {
            href: url,
            op: ["observeproperty"],
            contentType: "application/json",
            "mqv:filter": `${name}/${index}/value-${index * topicsEach + at}`,
          },
        ],
      },
    ]),
  ),
});
