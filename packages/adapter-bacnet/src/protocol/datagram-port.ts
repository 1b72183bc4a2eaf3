import { createSocket } from "node:dgram";
import { NetworkError, UsageError } from "@thingwright/errors";
import type { LinkAddress } from "./link-message.js";

/** What comes in at a port. Neither may throw. */
export interface PortEvents {
  message(datagram: Uint8Array, from: LinkAddress): void;
  /** The port is of no use any more. */
  failed(error: NetworkError): void;
}

/** A place that datagrams go out of and come in at: UDP, or memory. */
export interface DatagramPort {
  /** Sends, as far as anybody can tell: what cannot be sent is lost like any datagram. */
  send(datagram: Uint8Array, to: LinkAddress): void;
  close(): Promise<void>;
}

/** Opens a port. @throws {UsageError} WOT_ADDRESS_IN_USE, {@link NetworkError} WOT_NETWORK */
export type OpenPort = (events: PortEvents) => Promise<DatagramPort>;

/** Opens a UDP port on IPv4 that may broadcast. */
export function udpPort({ host, port }: LinkAddress): OpenPort {
  return (events) =>
    new Promise((resolve, reject) => {
      const socket = createSocket({ type: "udp4" });
      const opened: DatagramPort = {
        send(datagram, to) {
          try {
            socket.send(datagram, to.port, to.host, ignore);
          } catch {
            // A socket that has just been closed cannot send.
          }
        },
        close: () => new Promise((closed) => socket.close(closed)),
      };
      socket.once("error", (cause) => reject(refusal(cause, host, port)));
      socket.on("message", (datagram, from) => events.message(datagram, { host: from.address, port: from.port }));
      socket.bind(port, host, () => {
        socket.removeAllListeners("error");
        socket.on("error", (cause) => events.failed(new NetworkError("WOT_NETWORK", "the UDP port failed", { cause })));
        socket.setBroadcast(true);
        resolve(opened);
      });
    });
}

const ignore = (): void => {};

function refusal(cause: Error, host: string, port: number): UsageError | NetworkError {
  if ("code" in cause && cause.code === "EADDRINUSE")
    return new UsageError("WOT_ADDRESS_IN_USE", `UDP port ${port} of ${host} is taken`, { cause });
  return new NetworkError("WOT_NETWORK", `UDP port ${port} of ${host} cannot be opened`, { cause, sent: false });
}
