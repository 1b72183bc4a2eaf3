import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { NetworkError } from "@thingwright/errors";
import type { Carrier, OpenCarrier } from "./carrier.js";
import { type Endpoint, wherever } from "./endpoint.js";
import { decodeMessage } from "./message.js";

/**
 * Carries messages by UDP. Takes what comes from the peer's address alone, whatever its port: an interface may send telegrams from
 * another one.
 *
 * @param isTranslated - an address translation is in between: the peer answers to where messages come from
 */
export const udp =
  ({ address: host, port }: Endpoint, isTranslated: boolean): OpenCarrier =>
  async (listener) => {
    const peer = { address: await resolved(host), port };
    const socket = createSocket("udp4");
    await bound(socket);
    const local = isTranslated ? wherever : { address: await ownAddress(peer), port: socket.address().port };
    socket.on("message", (bytes, from) => {
      const message = from.address === peer.address ? decodeMessage(bytes) : undefined;
      if (message !== undefined) listener.message(message);
    });
    socket.on("error", (cause) =>
      listener.lost(new NetworkError("WOT_NETWORK", `UDP fails: ${cause.message}`, { cause })),
    );
    return carrierOf(socket, local, peer, listener);
  };

function carrierOf(socket: Socket, local: Endpoint, peer: Endpoint, listener: Parameters<OpenCarrier>[0]): Carrier {
  let isOpen = true;
  return {
    isReliable: false,
    local,
    send(message, to = peer) {
      if (!isOpen) return;
      socket.send(message, to.port, to.address, (cause) => {
        if (cause !== null && isOpen)
          listener.lost(new NetworkError("WOT_NETWORK", `UDP fails: ${cause.message}`, { cause }));
      });
    },
    close() {
      if (isOpen) socket.close();
      isOpen = false;
    },
  };
}

/** The IPv4 address of a host. @throws {NetworkError} WOT_NETWORK */
export async function resolved(host: string): Promise<string> {
  try {
    return (await lookup(host, { family: 4 })).address;
  } catch (cause) {
    throw new NetworkError("WOT_NETWORK", `${host} has no IPv4 address`, { cause, sent: false });
  }
}

const bound = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      reject(new NetworkError("WOT_NETWORK", `UDP fails: ${cause.message}`, { cause, sent: false }));
    };
    socket.once("error", fail);
    socket.bind(0, () => {
      socket.off("error", fail);
      resolve();
    });
  });

/** The address by which this machine speaks to `peer`. @throws {NetworkError} WOT_NETWORK */
export function ownAddress({ address, port }: Endpoint): Promise<string> {
  const probe = createSocket("udp4");
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      probe.close();
      reject(
        new NetworkError("WOT_NETWORK", `there is no way to ${address}: ${cause.message}`, { cause, sent: false }),
      );
    };
    probe.once("error", fail);
    probe.connect(port, address, () => {
      resolve(probe.address().address);
      probe.close();
    });
  });
}
