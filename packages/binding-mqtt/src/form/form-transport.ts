import type { AuthenticationCarrier } from "@thingwright/contracts";
import type { EffectiveForm } from "@thingwright/td";
import { parseBrokerUrl } from "./broker-address.js";

/** Name of MQTT among the subprotocols of WebSocket (RFC 6455 §11.5, MQTT 5.0 §6, also of 3.1.1). */
export const mqttSubprotocol = "mqtt";

/**
 * Why the Form is not MQTT's; `undefined` when it is. A WebSocket may speak anything: its Form says `subprotocol: "mqtt"`, or
 * has terms of MQTT.
 */
export function refusalOfScheme({ form, href, subprotocol }: EffectiveForm): string | undefined {
  if (subprotocol !== undefined && subprotocol !== mqttSubprotocol) return `MQTT knows no subprotocol ${subprotocol}`;
  if (subprotocol !== undefined || !/^wss?:/i.test(href)) return undefined;
  const hasTerms = Object.keys(form).some((term) => term.startsWith("mqv:"));
  return hasTerms ? undefined : 'a WebSocket carries MQTT by the subprotocol "mqtt"';
}

const always: readonly AuthenticationCarrier[] = ["user", "uriVariables"];
const overTls: readonly AuthenticationCarrier[] = [...always, "certificate", "psk"];

/** All ways in which credentials can come to a broker. */
export const mqttCarriers = overTls;

/** Ways in which credentials can come to the broker of `form`: a certificate or a key belongs to TLS. */
export function mqttCarriersOf({ href }: Pick<EffectiveForm, "href">): readonly AuthenticationCarrier[] {
  const authority = /^[^/]*\/\/[^/?#{]*/.exec(href)?.[0] ?? "";
  return parseBrokerUrl(authority)?.secure === true ? overTls : always;
}
