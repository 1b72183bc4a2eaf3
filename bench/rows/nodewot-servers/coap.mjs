import { coapServer } from "@thingwright/binding-coap";
import { serve } from "../../lib/contender.mjs";
import { hostedServer } from "./hosted-server.mjs";

serve({ port: await hostedServer(coapServer({ port: 0 })) });
