import type { DatagramTransport } from "../../src/index.js";

/** A transport that shows each datagram to `onArrival` before its receiver gets it. */
export function tappedTransport(
  transport: DatagramTransport,
  onArrival: (datagram: Uint8Array) => void,
): DatagramTransport {
  return {
    open: (receiver) =>
      transport.open({
        onDatagram(datagram, address, port) {
          onArrival(datagram);
          receiver.onDatagram(datagram, address, port);
        },
        onError: (error) => receiver.onError(error),
      }),
    send: (...datagram) => transport.send(...datagram),
    close: () => transport.close(),
  };
}
