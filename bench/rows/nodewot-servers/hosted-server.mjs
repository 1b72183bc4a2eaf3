import { thingwright } from "@thingwright/node-wot/our-bindings";
import { counter } from "../../lib/counter.mjs";
import { nodeWot } from "../../lib/interop.mjs";

/** The port of a server of ours that serves the Thing in a Servient of node-wot's. */
export async function hostedServer(binding) {
  const server = thingwright(binding);
  const servient = new nodeWot.core.Servient();
  servient.addServer(server);
  const wot = await servient.start();
  const thing = await wot.produce({ ...counter });
  thing.setPropertyReadHandler("count", async () => 42);
  await thing.expose();
  return server.getPort();
}
