import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";
import { nodeWot } from "../../lib/interop.mjs";

const servient = new nodeWot.core.Servient();
const server = new nodeWot.http.HttpServer({ port: 0 });
servient.addServer(server);
const wot = await servient.start();
const thing = await wot.produce(counter);
thing.setPropertyReadHandler("count", async () => 42);
await thing.expose();
serve({ url: `http://127.0.0.1:${server.getPort()}/counter/properties/count` });
