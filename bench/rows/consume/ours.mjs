import { coapClient } from "@thingwright/binding-coap";
import { httpClient } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { keepInFlight } from "../../lib/keep-in-flight.mjs";
import { twentyAffordances } from "../../lib/twenty-affordances.mjs";

const servient = new Servient({ clients: [httpClient(), coapClient()] });
const text = JSON.stringify(twentyAffordances);
serve({}, async ({ ms }) => ({ rate: await keepInFlight(async () => servient.consume(text), 1, ms) }));
