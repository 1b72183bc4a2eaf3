import type { Installer } from "../installation.js";

/** An air quality sensor that speaks CBOR over CoAP. */
export const airQualitySensor: Installer = ({ airQuality: { url } }) => [
  {
    id: "urn:thingwright:building:air-quality",
    title: "Air quality",
    device: "brisa/air-quality-sensor",
    model: "air-quality-sensor",
    placeholders: { COAP_URL: url },
    vendorProtocol: "Brisa (CoAP/CBOR)",
  },
];
