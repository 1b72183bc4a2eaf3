import type { Installer } from "../installation.js";

/** A fan coil unit that speaks Modbus TCP. */
export const hvacUnit: Installer = ({ hvac: { host, port, unitId } }) => [
  {
    id: "urn:uuid:f49f7c98-da8c-47f0-8d2a-d0f6c5f0b92c",
    title: "Air conditioner",
    titles: { en: "Air conditioner", de: "Klimagerät" },
    device: "nordklima/fan-coil-unit",
    model: "air-conditioner",
    placeholders: { HOST: host, PORT: port, UNIT_ID: unitId },
    vendorProtocol: "Nordklima (Modbus TCP)",
  },
];
