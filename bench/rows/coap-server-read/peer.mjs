import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";
import { freeUdpPort } from "../../lib/free-port.mjs";
import { nodeWot } from "../../lib/interop.mjs";

// Its getPort() stays -1 where port 0 was asked for: a free one is looked up first.
const port = await freeUdpPort();
const servient = new nodeWot.core.Servient();
const server = new nodeWot.coap.CoapServer({ port });
servient.addServer(server);
const wot = await servient.start();
const thing = await wot.produce(counter);
thing.setPropertyReadHandler("count", async () => 42);
await thing.expose();
serve({ port });
