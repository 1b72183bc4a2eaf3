import { withServer } from "../../lib/with-server.mjs";

await withServer(
  new URL("../coap-server-read/ours.mjs", import.meta.url),
  new URL("../coap-client-read/ours.mjs", import.meta.url),
);
