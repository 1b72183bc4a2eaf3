import type { DeviceName, ThingModelName } from "@thingwright/thing-descriptions";
import type { Installation, Installer } from "../installation.js";

interface Sensor {
  readonly id: string;
  readonly en: string;
  readonly de: string;
  readonly device: DeviceName;
  readonly model: ThingModelName;
}

const climate: Sensor = {
  id: "urn:uuid:f2d051cb-f06a-4bee-8056-879400fe9cc2",
  en: "Office climate",
  de: "Raumklima im Büro",
  device: "zb/climate-sensor",
  model: "climate-sensor",
};
const occupancy: Sensor = {
  id: "urn:uuid:c5c68d88-b515-41c0-8cc4-5a178d76ba36",
  en: "Office occupancy",
  de: "Anwesenheit im Büro",
  device: "zb/occupancy-sensor",
  model: "occupancy-sensor",
};
const contact: Sensor = {
  id: "urn:uuid:a575c433-5b76-4db7-a89b-634178576bec",
  en: "Office door",
  de: "Bürotür",
  device: "zb/contact-sensor",
  model: "contact-sensor",
};

/** Wireless sensors that report vendor JSON over MQTT. */
export const roomSensors: Installer = ({ mqtt: { url, baseTopic, names } }) => {
  const installed = (name: string, { id, en, de, device, model }: Sensor): Installation => ({
    ...{ id, title: en, titles: { en, de }, device, model },
    placeholders: { MQTT_URL: url, TOPIC: `${baseTopic}/${name}` },
    vendorProtocol: "Wireless sensor (MQTT/JSON)",
  });
  return [installed(names.climate, climate), installed(names.occupancy, occupancy), installed(names.contact, contact)];
};
