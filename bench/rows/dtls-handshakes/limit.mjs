import { serveLibcoap } from "../../lib/libcoap-server.mjs";

await serveLibcoap();
