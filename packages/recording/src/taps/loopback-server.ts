import type { AddressInfo, Server, Socket } from "node:net";
import { NetworkError } from "@thingwright/errors";
import { maxPeers } from "./tap.js";

/** Opens `server` at any free port of loopback. Resolves with the port. @throws {NetworkError} WOT_NETWORK */
export function listenOnLoopback(server: Server): Promise<number> {
  server.maxConnections = maxPeers;
  return new Promise((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new NetworkError("WOT_NETWORK", "cannot listen on loopback", { cause, sent: false })),
    );
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      server.on("error", () => {}); // A connection that cannot be accepted is the peer's loss.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Closes a server and all that is connected to it. */
export async function closeServer(server: Server, sockets: Iterable<Socket>): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}

/** Connects two sockets with each other; the end or failure of one is that of the other. */
export function joined(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
    from.pipe(to);
  }
}
