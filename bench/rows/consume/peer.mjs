import { serve } from "../../lib/contender.mjs";
import { nodeWot } from "../../lib/interop.mjs";
import { keepInFlight } from "../../lib/keep-in-flight.mjs";
import { twentyAffordances } from "../../lib/twenty-affordances.mjs";

const servient = new nodeWot.core.Servient();
servient.addClientFactory(new nodeWot.http.HttpClientFactory());
servient.addClientFactory(new nodeWot.coap.CoapClientFactory());
const wot = await servient.start();
const text = JSON.stringify(twentyAffordances);
serve({}, async ({ ms }) => ({ rate: await keepInFlight(() => wot.consume(JSON.parse(text)), 1, ms) }));
