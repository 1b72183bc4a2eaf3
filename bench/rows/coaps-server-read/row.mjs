import { coapsLoad } from "../../load/coaps-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/** The same as coap-server-read under DTLS; the limit is a DTLS transport that sends each datagram back. */
export default {
  id: "coaps-server-read",
  unit: "requests/s",
  note: "Confirmable GET under TLS_PSK_WITH_AES_128_CCM_8, 32 in flight in one session; the peer is libcoap's server over OpenSSL",
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: (contender, ms) => coapsLoad(contender.hello, ms),
};
