import { createSocket } from "node:dgram";
import { serve } from "../../lib/contender.mjs";

// A piggybacked 2.05 with Content-Format application/json and the value 42, for any request.
const tail = Buffer.from([0xc1, 50, 0xff, 0x34, 0x32]);
const socket = createSocket("udp4");
socket.on("message", (request, { port, address }) => {
  const tokenLength = request[0] & 0x0f;
  const head = Buffer.from(request.subarray(0, 4 + tokenLength));
  head[0] = 0x60 | tokenLength;
  head[1] = 0x45;
  socket.send([head, tail], port, address);
});
socket.bind(0, "127.0.0.1", () => {
  serve({ url: `coap://127.0.0.1:${socket.address().port}/counter/properties/count` });
});
