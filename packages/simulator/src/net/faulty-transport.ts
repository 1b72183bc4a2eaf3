import type { CoapAddress, DatagramReceiver, DatagramTransport } from "@thingwright/coap";
import { DeliveryChannel } from "../faults/delivery-channel.js";
import type { FaultInjector } from "../faults/fault-injector.js";

/**
 * A transport with a device's faults: what it sends may come late, twice or in the wrong order; offline, nothing goes
 * and nothing comes, and nobody is told.
 */
export function faultyTransport(inner: DatagramTransport, faults: FaultInjector): DatagramTransport {
  const channel = new DeliveryChannel(faults);
  return {
    open(receiver: DatagramReceiver): Promise<CoapAddress> {
      return inner.open({
        onDatagram(datagram, address, port) {
          if (!faults.isEnabled("offline")) receiver.onDatagram(datagram, address, port);
        },
        onError: (error) => receiver.onError(error),
      });
    },
    send(datagram, address, port, onFailure) {
      channel.deliver(() => inner.send(datagram, address, port, onFailure));
    },
    async close() {
      channel.close();
      await inner.close();
    },
  };
}
