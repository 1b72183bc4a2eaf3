import { serve } from "../../lib/contender.mjs";
import { coapLoad } from "../../load/coap-load.mjs";

const { port, pathname } = new URL(process.argv[2]);
serve({}, async ({ ms }) => ({ rate: await coapLoad(Number(port), pathname, ms) }));
