import { keepInFlight } from "../../lib/keep-in-flight.mjs";
import { dimmer } from "./dimmer.mjs";

/** A program as its authors write it for node-wot: what it does, once, by name. */
export async function theirProgram({ Servient, server, clients }) {
  const servient = new Servient();
  servient.addServer(server);
  servient.addClientFactory(clients);
  const wot = await servient.start();
  const make = async (init) => {
    const thing = await wot.produce(init);
    let level = 1;
    thing.setPropertyReadHandler("level", async () => level);
    thing.setPropertyWriteHandler("level", async (input) => {
      level = await input.value();
    });
    thing.setActionHandler("add", async (input) => level + (await input.value()));
    await thing.expose();
    return { thing, consumed: await wot.consume(thing.getThingDescription()) };
  };
  const { consumed } = await make({ ...dimmer, id: "urn:uuid:6a1b6e0e-6c1c-4f7c-9d46-3a2c0f9e5a01" });
  return {
    interactions: (ms) => keepInFlight(inTurn(consumed), 32, ms),
    things: (ms) =>
      keepInFlight(
        async () => {
          const { thing } = await make({ ...dimmer, title: "dimmer-2" });
          await thing.destroy();
        },
        1,
        ms,
      ),
  };
}

function inTurn(consumed) {
  let turn = 0;
  return async () => {
    turn += 1;
    if (turn % 3 === 0) await (await consumed.readProperty("level")).value();
    else if (turn % 3 === 1) await consumed.writeProperty("level", turn % 100);
    else await (await consumed.invokeAction("add", 1)).value();
  };
}
