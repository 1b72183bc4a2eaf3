import { coapLoad } from "../../load/coap-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/** GET of one integer property from one raw UDP socket; the limit is a server that sends the datagram back. */
export default {
  id: "coap-server-read",
  unit: "requests/s",
  note: "Confirmable GET, 32 in flight, raw dgram client",
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: (contender, ms) => coapLoad(contender.hello.port, "counter/properties/count", ms),
};
