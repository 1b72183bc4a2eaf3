import { bacnetClient, bacnetPlugin } from "@thingwright/adapter-bacnet";
import type { AdapterPlugin } from "@thingwright/adapter-core";
import { homeAssistantPlugin } from "@thingwright/adapter-home-assistant";
import { huePlugin } from "@thingwright/adapter-hue";
import { knxClient, knxPlugin } from "@thingwright/adapter-knx";
import { matterPlugin } from "@thingwright/adapter-matter";
import { modbusPlugin } from "@thingwright/adapter-modbus";
import { opcuaClient, opcuaPlugin } from "@thingwright/adapter-opcua";
import { shellyPlugin } from "@thingwright/adapter-shelly";
import { zigbee2mqttPlugin } from "@thingwright/adapter-zigbee2mqtt";
import type { ClientBinding } from "@thingwright/contracts";

/**
 * The adapters that the commands know. None of them begins anything before it is asked to, and one whose protocol needs a stack
 * that is not installed says so when it begins.
 */
export const adapters: readonly AdapterPlugin[] = [
  zigbee2mqttPlugin,
  homeAssistantPlugin,
  shellyPlugin,
  huePlugin,
  knxPlugin,
  modbusPlugin,
  opcuaPlugin,
  bacnetPlugin,
  matterPlugin,
];

/** Clients of protocols that only adapters speak, for devices with a description. They open nothing before they are used. */
export const adapterClients = (): readonly ClientBinding[] => [bacnetClient(), knxClient(), opcuaClient()];
