import { httpClient, httpServer } from "@thingwright/binding-http";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { keepInFlight } from "../../lib/keep-in-flight.mjs";
import { dimmer } from "./dimmer.mjs";

const [, , work, way] = process.argv;
const network = memoryNetwork();
const servient = new Servient(
  way === "http"
    ? { servers: [httpServer({ port: 0 })], clients: [httpClient()] }
    : { servers: [memoryServer(network, { name: "bench" })], clients: [memoryClient(network)] },
);
await servient.start();

async function make(init) {
  const thing = servient.produce(init);
  let level = 1;
  thing.setPropertyReadHandler("level", async () => level);
  thing.setPropertyWriteHandler("level", async (input) => {
    level = await input.value();
  });
  thing.setActionHandler("add", async (input) => level + (await input.value()));
  await thing.expose();
  return { thing, consumed: servient.consume(thing.description) };
}

const { consumed } = await make(dimmer);
let turn = 0;

async function interact() {
  turn += 1;
  if (turn % 3 === 0) await (await consumed.readProperty("level")).value();
  else if (turn % 3 === 1) await consumed.writeProperty("level", turn % 100);
  else await (await consumed.invokeAction("add", 1)).value();
}

async function makeAndDestroy() {
  const { thing } = await make({ ...dimmer, title: "dimmer-2" });
  await thing.destroy();
}

const programs = {
  interactions: (ms) => keepInFlight(interact, 32, ms),
  things: (ms) => keepInFlight(makeAndDestroy, 1, ms),
};
serve({}, async ({ ms }) => ({ rate: await programs[work](ms) }));
