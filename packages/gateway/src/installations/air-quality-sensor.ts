import type { Installer } from "../installation.js";

/** An air quality sensor that speaks CBOR over CoAP. */
export const airQualitySensor: Installer = ({ airQuality: { url } }) => [
  {
    id: "urn:uuid:c3225614-7270-4b16-a8de-58fa91d85121",
    title: "Air quality",
    titles: { en: "Air quality", de: "Luftqualität" },
    device: "brisa/air-quality-sensor",
    model: "air-quality-sensor",
    placeholders: { COAP_URL: url },
    vendorProtocol: "Brisa (CoAP/CBOR)",
  },
];
