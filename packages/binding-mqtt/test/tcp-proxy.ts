import { connect, createServer, type Socket } from "node:net";

/** A port in front of another one, whose connections a test can break. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks all connections and refuses new ones until the returned function is called. */
  cut(): () => void;
  /** Lets nothing through, and breaks nothing, until the returned function is called: nobody is told. */
  freeze(): () => void;
  close(): Promise<void>;
}

/** Hears what one client sends. */
export type Tap = (chunk: Buffer) => void;

/** @param tap - called for each connection */
export async function tcpProxy(targetPort: number, tap?: () => Tap): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const pairs = new Set<Pair>();
  let isCut = false;
  let isFrozen = false;
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const pair = new Pair(track(near), track(connect(targetPort, "127.0.0.1")), tap?.());
    pairs.add(pair);
    near.on("close", () => pairs.delete(pair));
    if (!isFrozen) pair.flow();
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
    freeze() {
      isFrozen = true;
      for (const pair of pairs) pair.stand();
      return () => {
        isFrozen = false;
        for (const pair of pairs) pair.flow();
      };
    },
    close() {
      breakAll();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

/** Both ends of one connection, which end together. */
class Pair {
  readonly #near: Socket;
  readonly #far: Socket;

  constructor(near: Socket, far: Socket, tap: Tap | undefined) {
    this.#near = near;
    this.#far = far;
    if (tap !== undefined) near.on("data", tap);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  }

  flow(): void {
    this.#near.pipe(this.#far);
    this.#far.pipe(this.#near);
  }

  stand(): void {
    this.#near.unpipe(this.#far).pause();
    this.#far.unpipe(this.#near).pause();
  }
}
