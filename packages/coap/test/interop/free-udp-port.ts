import { createSocket } from "node:dgram";

/** A UDP port of the loopback interface that was free a moment ago, for servers that cannot say which one they took. */
export function freeUdpPort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
