import type { ThingDescription } from "@thingwright/td";
import { type BrokerAddress, securityOf } from "./broker-address.js";

/** The discovery topics of a broker as a Thing: what has been announced, and what is being announced or taken back. */
export function discoveryDescription(address: BrokerAddress, prefix: string): ThingDescription {
  const form = {
    href: address.broker,
    op: ["subscribeevent", "unsubscribeevent"],
    contentType: "application/json",
    "mqv:controlPacket": "subscribe",
    "mqv:filter": [`${prefix}/+/+/config`, `${prefix}/+/+/+/config`],
  };
  const description = {
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { mqv: "https://www.w3.org/2019/wot/mqtt#" }],
    id: discoveryId(prefix),
    title: `MQTT discovery ${prefix}`,
    ...securityOf(address),
    events: {
      announced: { title: "Announced", forms: [{ ...form, "mqv:retain": true }] },
      // A message without content takes a retained one back: only those who do not ask for retained ones hear it.
      changed: { title: "Changed", forms: [form] },
    },
  };
  return description as unknown as ThingDescription;
}

/** By this id the Servient's credentials for the broker are found. */
export const discoveryId = (prefix: string): string => `urn:home-assistant-discovery:${encodeURIComponent(prefix)}`;
