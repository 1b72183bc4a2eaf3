import { udpTransport } from "@thingwright/coap";
import { dtlsTransport } from "@thingwright/dtls";
import { serve } from "../../lib/contender.mjs";
import { psk } from "../../load/coaps-load.mjs";

const transport = dtlsTransport({ over: udpTransport({ address: "127.0.0.1" }), server: { psk: () => psk.key } });
const { port } = await transport.open({
  onDatagram: (datagram, address, from) => transport.send(datagram, address, from),
  onError: () => undefined,
});
serve({ port, path: "" });
