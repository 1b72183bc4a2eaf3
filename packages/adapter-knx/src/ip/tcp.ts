import { Socket } from "node:net";
import { asWotError, NetworkError } from "@thingwright/errors";
import type { CarrierListener, OpenCarrier } from "./carrier.js";
import { type Endpoint, wherever } from "./endpoint.js";
import { MessageStream } from "./message-stream.js";

/** Carries messages by TCP, as interfaces of the second version of KNXnet/IP take them. */
export const tcp =
  (peer: Endpoint): OpenCarrier =>
  async (listener, signal) => {
    const socket = await connected(peer, signal);
    let isOpen = true;
    const lose = (cause?: Error): void => {
      if (!isOpen) return;
      isOpen = false;
      socket.destroy();
      listener.lost(closedBy(peer, cause));
    };
    socket.on("error", lose);
    socket.on("close", () => lose());
    receive(socket, listener, lose);
    return {
      isReliable: true,
      local: wherever,
      send: (message) => void (isOpen && socket.write(message)),
      close() {
        isOpen = false;
        socket.destroy();
      },
    };
  };

function receive(socket: Socket, listener: CarrierListener, lose: (cause: Error) => void): void {
  const stream = new MessageStream();
  socket.on("data", (chunk) => {
    try {
      for (const message of stream.take(chunk)) listener.message(message);
    } catch (error) {
      lose(asWotError(error));
    }
  });
}

function connected({ address, port }: Endpoint, signal: AbortSignal): Promise<Socket> {
  const socket = new Socket();
  const giveUp = (): void => void socket.destroy();
  signal.addEventListener("abort", giveUp, { once: true });
  return new Promise<Socket>((resolve, reject) => {
    const fail = (cause?: Error): void => {
      const why = cause === undefined ? "" : `: ${cause.message}`;
      reject(new NetworkError("WOT_NETWORK", `no connection to ${address}:${port}${why}`, { cause, sent: false }));
    };
    socket.once("error", fail);
    socket.once("close", () => fail());
    socket.setNoDelay(true);
    socket.connect({ host: address, port, family: 4 }, () => {
      socket.removeAllListeners();
      resolve(socket);
    });
  }).finally(() => signal.removeEventListener("abort", giveUp));
}

const closedBy = ({ address, port }: Endpoint, cause: Error | undefined): NetworkError =>
  new NetworkError("WOT_NETWORK", `the connection to ${address}:${port} is closed`, { cause });
