import { serve } from "../../lib/contender.mjs";
import { countAt } from "../../lib/counter.mjs";
import { nodeWot } from "../../lib/interop.mjs";
import { keepInFlight } from "../../lib/keep-in-flight.mjs";

const servient = new nodeWot.core.Servient();
servient.addClientFactory(new nodeWot.coap.CoapClientFactory());
const wot = await servient.start();
const thing = await wot.consume(countAt(process.argv[2]));
const read = async () => (await thing.readProperty("count")).value();
serve({}, async ({ ms }) => ({ rate: await keepInFlight(read, 32, ms) }));
