import { connect, createServer, type Socket } from "node:net";

/** A port in front of another one, whose connections a test can break. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks all connections and refuses new ones until the returned function is called. */
  cut(): () => void;
  close(): Promise<void>;
}

/** Hears what one client sends. */
export type Tap = (chunk: Buffer) => void;

/** @param tap - called for each connection */
export async function tcpProxy(targetPort: number, tap?: () => Tap): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = track(connect(targetPort, "127.0.0.1"));
    if (tap !== undefined) near.on("data", tap());
    track(near).pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    cut() {
      isCut = true;
      breakAll();
      return () => {
        isCut = false;
      };
    },
    close() {
      breakAll();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}
