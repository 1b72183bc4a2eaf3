import type { PlayedCluster, PlayedEndpoint } from "./played-node.js";

const integer = { type: "integer" } as const;

export const identify: PlayedCluster = {
  id: 0x03,
  name: "identify",
  values: { identifyTime: 0 },
  commands: { identify: { identifyTime: integer } },
};

export const onOff: PlayedCluster = {
  id: 0x06,
  name: "onOff",
  values: { onOff: false, onTime: 0, startUpOnOff: null },
  writable: ["onTime", "startUpOnOff"],
  commands: { off: {}, on: {}, toggle: {} },
};

export const levelControl: PlayedCluster = {
  id: 0x08,
  name: "levelControl",
  values: { currentLevel: 127, minLevel: 1, maxLevel: 254 },
  commands: { moveToLevel: { level: integer, transitionTime: integer } },
};

export const colorControl: PlayedCluster = {
  id: 0x300,
  name: "colorControl",
  values: {
    currentX: 20_000,
    currentY: 21_000,
    colorTemperatureMireds: 250,
    colorTempPhysicalMinMireds: 153,
    colorTempPhysicalMaxMireds: 500,
  },
  commands: { moveToColor: { colorX: integer }, moveToColorTemperature: { colorTemperatureMireds: integer } },
};

/** Fresh copies: values of a played node change. */
export const fresh = <T>(value: T): T => structuredClone(value);

export const root = (label = "", clusters: readonly PlayedCluster[] = []): PlayedEndpoint => ({
  number: 0,
  deviceTypes: [0x16],
  clusters: [
    { id: 0x1d, name: "descriptor", values: { partsList: [] } },
    {
      id: 0x28,
      name: "basicInformation",
      values: { nodeLabel: label, productName: "ACME Lamp", softwareVersionString: "1.2.3" },
      writable: ["nodeLabel"],
    },
    ...clusters,
  ],
});

export const colourLight = (number = 1): PlayedEndpoint =>
  fresh({ number, deviceTypes: [0x10d], clusters: [identify, onOff, levelControl, colorControl] });

/** A device behind a bridge. */
export const bridged = (
  number: number,
  label: string,
  deviceTypes: readonly number[],
  clusters: readonly PlayedCluster[],
  parts: readonly number[] = [],
): PlayedEndpoint =>
  fresh({
    number,
    deviceTypes: [0x13, ...deviceTypes],
    parts,
    clusters: [
      {
        id: 0x39,
        name: "bridgedDeviceBasicInformation",
        values: { nodeLabel: label, reachable: true, productName: "ACME part" },
      },
      ...clusters,
    ],
  });

export const temperature = (value: number | null): PlayedCluster => ({
  id: 0x402,
  name: "temperatureMeasurement",
  values: { measuredValue: value, minMeasuredValue: -4000, maxMeasuredValue: 8500 },
});

/** A cluster that only says something. */
export const sensor = (id: number, name: string, values: PlayedCluster["values"] = {}): PlayedCluster => ({
  id,
  name,
  values,
});
