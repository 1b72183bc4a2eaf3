import type { DeviceName, ThingModelName } from "@thingwright/thing-descriptions";
import type { Installation, Installer } from "../installation.js";

/** Wireless sensors that report vendor JSON over MQTT. */
export const roomSensors: Installer = ({ mqtt: { url, baseTopic, names } }) => {
  const sensor = (name: string, title: string, device: DeviceName, model: ThingModelName): Installation => ({
    id: `urn:thingwright:building:${name}`,
    title,
    device,
    model,
    placeholders: { MQTT_URL: url, TOPIC: `${baseTopic}/${name}` },
    vendorProtocol: "Wireless sensor (MQTT/JSON)",
  });
  return [
    sensor(names.climate, "Office climate", "zb/climate-sensor", "climate-sensor"),
    sensor(names.occupancy, "Office occupancy", "zb/occupancy-sensor", "occupancy-sensor"),
    sensor(names.contact, "Office door", "zb/contact-sensor", "contact-sensor"),
  ];
};
