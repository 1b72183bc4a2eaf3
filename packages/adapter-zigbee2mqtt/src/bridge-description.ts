import type { ThingDescription } from "@thingwright/td";
import type { DeviceAddress } from "./southbound.js";

/** Zigbee2MQTT itself as a Thing: what it has retained about its devices. */
export function bridgeDescription({
  broker,
  base,
  security = noSecurity,
}: Omit<DeviceAddress, "name">): ThingDescription {
  const description = {
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { mqv: "https://www.w3.org/2019/wot/mqtt#" }],
    id: bridgeId(base),
    title: `Zigbee2MQTT ${base}`,
    ...security,
    properties: {
      devices: {
        title: "Devices",
        type: "array",
        readOnly: true,
        observable: true,
        forms: [
          {
            href: broker,
            op: ["observeproperty", "unobserveproperty"],
            contentType: "application/json",
            "mqv:controlPacket": "subscribe",
            "mqv:filter": `${base}/bridge/devices`,
            "mqv:retain": true,
          },
        ],
      },
    },
  };
  return description as unknown as ThingDescription;
}

/** By this id the Servient's credentials for the broker are found. */
export const bridgeId = (base: string): string => `urn:zigbee2mqtt:${encodeURIComponent(base)}`;

const noSecurity = { securityDefinitions: { nosec: { scheme: "nosec" } }, security: "nosec" } as const;
