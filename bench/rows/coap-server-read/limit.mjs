import { createSocket } from "node:dgram";
import { serve } from "../../lib/contender.mjs";

const socket = createSocket("udp4");
socket.on("message", (datagram, { port, address }) => socket.send(datagram, port, address));
socket.bind(0, "127.0.0.1", () => serve({ port: socket.address().port }));
