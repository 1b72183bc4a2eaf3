import { CoapWire } from "./coap/coap-wire.js";
import { HttpWire } from "./http/http-wire.js";
import { MdnsWire } from "./mdns/mdns-wire.js";
import { MqttWire } from "./mqtt/mqtt-wire.js";
import type { WireContext } from "./wire.js";

/** The ways to ask a Thing: a wire each. */
export interface Wires {
  readonly http: HttpWire;
  readonly coap: CoapWire;
  readonly mqtt: MqttWire;
  readonly mdns: MdnsWire;
}

/** Ends what is still open on any of them. Never rejects. */
export async function closeWires({ http, coap, mqtt, mdns }: Wires): Promise<void> {
  await Promise.all([http, coap, mqtt, mdns].map((wire) => wire.close()));
}

/** Opens all of them; nothing is connected before something is sent. */
export function openWires(context: WireContext): Wires {
  return {
    http: new HttpWire(context),
    coap: new CoapWire(context),
    mqtt: new MqttWire(context),
    mdns: new MdnsWire(context),
  };
}
