// Virtual devices of matter.js, as a process of their own: node matter-devices.mjs FOLDER INTERFACE NAME:PORT…
// Says what it does as lines of JSON on its output; takes commands as lines of JSON on its input.
import { createInterface } from "node:readline";
import { config } from "@matter/nodejs/config";

const [folder, networkInterface, ...wanted] = process.argv.slice(2);
config.defaultStoragePath = folder;
config.loadProcessArgv = false;
config.trapProcessSignals = false;

const { Endpoint, Environment, Logger, ServerNode } = await import("@matter/main");
const { BridgedDeviceBasicInformationServer } = await import("@matter/main/behaviors/bridged-device-basic-information");
const { ThermostatServer } = await import("@matter/main/behaviors/thermostat");
const { SwitchServer } = await import("@matter/main/behaviors/switch");
const { AggregatorEndpoint } = await import("@matter/main/endpoints/aggregator");
const { ExtendedColorLightDevice } = await import("@matter/main/devices/extended-color-light");
const { DimmableLightDevice } = await import("@matter/main/devices/dimmable-light");
const { GenericSwitchDevice } = await import("@matter/main/devices/generic-switch");
const { TemperatureSensorDevice } = await import("@matter/main/devices/temperature-sensor");
const { ContactSensorDevice } = await import("@matter/main/devices/contact-sensor");
const { ThermostatDevice } = await import("@matter/main/devices/thermostat");

Logger.level = "error";
Environment.default.vars.set("mdns.networkInterface", networkInterface);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function node(id, index, port) {
  return ServerNode.create(ServerNode.RootEndpoint, {
    id,
    network: { port },
    commissioning: { passcode: 20202021 + index, discriminator: 3000 + 300 * index },
    productDescription: { name: id, deviceType: 0x0100 },
    basicInformation: { vendorName: "ACME", productName: `ACME ${id}`, nodeLabel: "", serialNumber: `${id}-1` },
  });
}

const bridged = (type, id, label, state = {}) =>
  new Endpoint(type.with(BridgedDeviceBasicInformationServer), {
    id,
    bridgedDeviceBasicInformation: {
      nodeLabel: label,
      productName: `ACME ${id}`,
      reachable: true,
      uniqueId: `acme-${id}`,
    },
    ...state,
  });

const builders = {
  async light(root) {
    await root.add(
      new Endpoint(ExtendedColorLightDevice, {
        id: "main",
        levelControl: { currentLevel: 254, minLevel: 1, maxLevel: 254 },
        colorControl: {
          colorTemperatureMireds: 250,
          colorTempPhysicalMinMireds: 153,
          colorTempPhysicalMaxMireds: 500,
          coupleColorTempToLevelMinMireds: 153,
          startUpColorTemperatureMireds: null,
          colorMode: 2,
          enhancedColorMode: 2,
        },
      }),
    );
  },
  async thermostat(root) {
    await root.add(
      new Endpoint(ThermostatDevice.with(ThermostatServer.with("Heating", "Cooling")), {
        id: "main",
        thermostat: {
          localTemperature: 2150,
          externalMeasuredIndoorTemperature: 2150,
          systemMode: 4,
          controlSequenceOfOperation: 4,
          occupiedHeatingSetpoint: 2000,
          occupiedCoolingSetpoint: 2600,
          minHeatSetpointLimit: 700,
          maxHeatSetpointLimit: 3000,
        },
      }),
    );
  },
  async bridge(root) {
    const aggregator = new Endpoint(AggregatorEndpoint, { id: "aggregator" });
    await root.add(aggregator);
    await aggregator.add(bridged(DimmableLightDevice, "lamp", "Hall lamp", { levelControl: { currentLevel: 100 } }));
    await aggregator.add(
      bridged(TemperatureSensorDevice, "sensor", "Cellar", { temperatureMeasurement: { measuredValue: 1275 } }),
    );
    await aggregator.add(
      bridged(GenericSwitchDevice.with(SwitchServer.with("MomentarySwitch")), "button", "Button", {
        switch: { numberOfPositions: 2, currentPosition: 0, debounceDelay: 0 },
      }),
    );
    return aggregator;
  },
};

const parts = new Map();
for (const [index, entry] of wanted.entries()) {
  const [name, port] = entry.split(":");
  const root = await node(name, Object.keys(builders).indexOf(name), Number(port));
  const aggregator = await builders[name](root);
  await root.start();
  parts.set(name, { root, aggregator });
  for (const part of aggregator?.parts ?? root.parts) parts.set(part.id === "main" ? `${name}.main` : part.id, part);
  const { manualPairingCode, qrPairingCode } = root.state.commissioning.pairingCodes;
  say({ up: name, manual: manualPairingCode, qr: qrPairingCode, index });
}

const commands = {
  get: async ({ part, cluster, attribute }) => parts.get(part).state[cluster][attribute],
  set: async ({ part, values }) => {
    await (parts.get(part).root ?? parts.get(part)).set(values);
  },
  add: async ({ id, label }) => {
    const part = bridged(ContactSensorDevice, id, label, { booleanState: { stateValue: true } });
    await parts.get("bridge").aggregator.add(part);
    parts.set(id, part);
  },
  remove: async ({ part }) => {
    await parts.get(part).close();
  },
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, name, ...options } = JSON.parse(line);
  try {
    say({ id, value: (await commands[name]({ ...options, ...(options.of && { id: options.of }) })) ?? null });
  } catch (error) {
    say({ id, error: String(error) });
  }
});
