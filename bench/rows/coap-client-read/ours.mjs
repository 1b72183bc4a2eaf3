import { coapClient } from "@thingwright/binding-coap";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { countAt } from "../../lib/counter.mjs";
import { keepInFlight } from "../../lib/keep-in-flight.mjs";

const servient = new Servient({ clients: [coapClient()] });
const thing = servient.consume(countAt(process.argv[2]));
serve({}, async ({ ms }) => ({ rate: await keepInFlight(() => thing.read("count"), 32, ms) }));
