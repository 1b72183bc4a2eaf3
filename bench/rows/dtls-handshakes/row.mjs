import { handshakeLoad } from "../../load/coaps-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/** Full handshakes by a pre-shared key, one after the other in each of eight lanes, each from a socket of its own. */
export default {
  id: "dtls-handshakes",
  unit: "handshakes/s",
  note: "TLS_PSK_WITH_AES_128_CCM_8; the limit is libcoap's server over OpenSSL; the client is ours on both sides",
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: null,
  measure: (contender, ms) => handshakeLoad(contender.hello.port, ms),
};
