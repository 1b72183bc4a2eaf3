import { withServer } from "../../lib/with-server.mjs";

await withServer(
  new URL("../coap-server-read/limit.mjs", import.meta.url),
  new URL("../coap-client-read/limit.mjs", import.meta.url),
);
