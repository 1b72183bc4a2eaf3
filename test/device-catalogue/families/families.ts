import type { Family } from "../sample.js";
import { bacnet } from "./bacnet.js";
import { catalogueDevices } from "./catalogue-devices.js";
import { homeAssistant } from "./home-assistant.js";
import { hue } from "./hue.js";
import { knx } from "./knx.js";
import { matter } from "./matter.js";
import { modbus } from "./modbus.js";
import { opcua } from "./opcua.js";
import { shelly } from "./shelly.js";

/** Families whose devices are described here; those of Zigbee2MQTT are in a file, as their definitions are somebody else's. */
export const families: readonly Family[] = [
  bacnet,
  catalogueDevices,
  homeAssistant,
  hue,
  knx,
  matter,
  modbus,
  opcua,
  shelly,
];
