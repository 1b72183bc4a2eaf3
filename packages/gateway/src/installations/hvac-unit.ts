import type { Installer } from "../installation.js";

/** A fan coil unit that speaks Modbus TCP. */
export const hvacUnit: Installer = ({ hvac: { host, port, unitId } }) => [
  {
    id: "urn:thingwright:building:air-conditioner",
    title: "Air conditioner",
    device: "nordklima/fan-coil-unit",
    model: "air-conditioner",
    placeholders: { HOST: host, PORT: port, UNIT_ID: unitId },
    vendorProtocol: "Nordklima (Modbus TCP)",
  },
];
