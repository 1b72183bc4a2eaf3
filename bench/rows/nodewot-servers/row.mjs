import { coapLoad } from "../../load/coap-load.mjs";
import { httpLoad } from "../../load/http-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/** Our server bindings in node-wot's Servient; the limit and the peer, which is node-wot's own binding there, are those of the rows about servers. */
const row = (scheme, measure) => ({
  id: `nodewot-${scheme}-server`,
  unit: "requests/s",
  note: `GET of a property of node-wot's Servient by our binding for ${scheme}`,
  ours: here(`${scheme}.mjs`),
  limit: here(`../${scheme}-server-read/limit.mjs`),
  peer: here(`../${scheme}-server-read/peer.mjs`),
  args: ["1"],
  measure,
});

export default [
  row("http", (contender, ms) => httpLoad(contender.hello.urls, ms)),
  row("coap", (contender, ms) => coapLoad(contender.hello.port, "counter/properties/count", ms)),
];
