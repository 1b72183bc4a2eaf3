import { embeddedBroker } from "@thingwright/binding-mqtt";
import { serve } from "../../lib/contender.mjs";

const broker = await embeddedBroker({ port: 0 });
serve({ url: broker.url });
