import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { NetworkError } from "@thingwright/errors";
import { CoapConversation } from "./coap-conversation.js";
import { hostOf, maxPeers, type Tap, type TapOptions } from "./tap.js";

/** One who asks, and the socket by which the device is asked for it. */
interface Relay {
  readonly upstream: Socket;
  readonly conversation: CoapConversation;
}

/** A relay for CoAP over UDP. */
export async function coapTap(options: TapOptions): Promise<Tap> {
  const { host, port } = hostOf(options.origin, 5683);
  const relays = new Map<string, Relay>();
  const socket = createSocket("udp4");
  socket.on("message", (datagram, from) => {
    const relay = relayOf(from);
    if (relay === undefined) return;
    relay.conversation.asked(datagram);
    relay.upstream.send(datagram, port, host, ignore);
  });

  function relayOf(from: RemoteInfo): Relay | undefined {
    const key = `${from.address} ${from.port}`;
    const known = relays.get(key);
    if (known !== undefined || relays.size >= maxPeers) return known;
    const relay = {
      upstream: createSocket(isIPv6(host) ? "udp6" : "udp4"),
      conversation: new CoapConversation(options),
    };
    relay.upstream.on("error", ignore);
    relay.upstream.on("message", (datagram) => {
      relay.conversation.answered(datagram);
      socket.send(datagram, from.port, from.address, ignore);
    });
    relays.set(key, relay);
    return relay;
  }

  await new Promise<void>((resolve, reject) => {
    socket.once("error", (cause) =>
      reject(new NetworkError("WOT_NETWORK", "cannot listen on loopback", { cause, sent: false })),
    );
    socket.bind({ address: "127.0.0.1", port: 0 }, resolve);
  });
  socket.on("error", ignore);
  let isOpen = true;
  return {
    server: options.server,
    url: `coap://127.0.0.1:${socket.address().port}`,
    async stop() {
      if (!isOpen) return;
      isOpen = false;
      for (const { upstream } of relays.values()) upstream.close();
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

/** A datagram that cannot be sent is lost, as any may be. */
const ignore = (): void => {};
