import { withServer } from "../../lib/with-server.mjs";

await withServer(
  new URL("../coap-server-read/peer.mjs", import.meta.url),
  new URL("../coap-client-read/peer.mjs", import.meta.url),
);
