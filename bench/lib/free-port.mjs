import { createSocket } from "node:dgram";
import { createServer } from "node:net";

/** A UDP port of the loopback interface that was free a moment ago. */
export function freeUdpPort() {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/** The same of TCP. */
export function freeTcpPort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
