import { coapFanOutLoad, observers } from "../../load/coap-fan-out-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/**
 * Changes of one property that reach many observers; the limit is a dgram socket that sends the same bytes. node-wot's server of
 * 0.8.16 ends an observation of a property with its first notification.
 */
export default {
  id: "coap-fan-out",
  unit: "notifications per second of CPU",
  note: `a change to ${observers} observers, each with a socket of its own; every eighth notification is Confirmable`,
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: null,
  measure: coapFanOutLoad,
};
