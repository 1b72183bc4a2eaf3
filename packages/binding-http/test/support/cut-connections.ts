import { channel } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/** Every connection that a server of this process has accepted and that is still open. */
const accepted = new Set<Socket>();

channel("net.server.socket").subscribe((message) => {
  const { socket } = message as { socket: Socket };
  accepted.add(socket);
  socket.once("close", () => accepted.delete(socket));
});

/** Breaks all connections that the server at `port` has, and each new one, until the returned function is called. */
export function cutConnections(port: number): () => void {
  const cut = (socket: Socket): void => {
    if (socket.localPort === port) socket.destroy();
  };
  const cutNew = (message: unknown): void => cut((message as { socket: Socket }).socket);
  for (const socket of accepted) cut(socket);
  channel("net.server.socket").subscribe(cutNew);
  return () => channel("net.server.socket").unsubscribe(cutNew);
}
