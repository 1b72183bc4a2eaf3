import { serve } from "../../lib/contender.mjs";
import { startLibcoap } from "../../lib/libcoap-server.mjs";

const { port } = await startLibcoap();
serve({ url: `coap://127.0.0.1:${port}/example_data` });
