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

/** Devices of many kinds, behind a bridge: what each is, and what it says. */
async function manyKinds() {
  const behaviors = async (name) => import(`@matter/main/behaviors/${name}`);
  const device = async (name) =>
    Object.values(await import(`@matter/main/devices/${name}`)).find((each) => each?.deviceType);
  const { PowerSourceServer } = await behaviors("power-source");
  const { ElectricalPowerMeasurementServer } = await behaviors("electrical-power-measurement");
  const { ElectricalEnergyMeasurementServer } = await behaviors("electrical-energy-measurement");
  const { WindowCoveringServer } = await behaviors("window-covering");
  const { OccupancySensingServer } = await behaviors("occupancy-sensing");
  const { SmokeCoAlarmServer } = await behaviors("smoke-co-alarm");
  const { AirQualityServer } = await behaviors("air-quality");
  const { CarbonDioxideConcentrationMeasurementServer } = await behaviors("carbon-dioxide-concentration-measurement");
  const { Pm25ConcentrationMeasurementServer } = await behaviors("pm25-concentration-measurement");
  const { TemperatureMeasurementServer } = await behaviors("temperature-measurement");
  const { RelativeHumidityMeasurementServer } = await behaviors("relative-humidity-measurement");
  const { FanControlServer } = await behaviors("fan-control");
  const accuracy = (measurementType) => ({
    measurementType,
    measured: true,
    minMeasuredValue: 0,
    maxMeasuredValue: 100_000_000,
    accuracyRanges: [{ rangeMin: 0, rangeMax: 100_000_000, fixedMax: 1 }],
  });
  class Blind extends WindowCoveringServer.with("Lift", "PositionAwareLift", "Tilt", "PositionAwareTilt") {
    async handleMovement(_type, _reversed, _direction, target) {
      if (target !== undefined) this.state.currentPositionLiftPercent100ths = target;
    }
  }
  const battery = PowerSourceServer.with("Battery");
  return [
    bridged(
      (await device("on-off-plug-in-unit")).with(
        ElectricalPowerMeasurementServer.with("AlternatingCurrent"),
        ElectricalEnergyMeasurementServer.with("ImportedEnergy", "CumulativeEnergy"),
      ),
      "plug",
      "Plug",
      {
        onOff: { onOff: true },
        electricalPowerMeasurement: {
          powerMode: 2,
          numberOfMeasurementTypes: 1,
          accuracy: [accuracy(5)],
          activePower: 45_600,
          rmsVoltage: 230_500,
          rmsCurrent: 198,
          frequency: 50_000,
          powerFactor: 9_900,
        },
        electricalEnergyMeasurement: { accuracy: accuracy(14), cumulativeEnergyImported: { energy: 12_345_678 } },
      },
    ),
    bridged((await device("fan")).with(FanControlServer), "fan", "Fan", {
      fanControl: { fanMode: 2, fanModeSequence: 0, percentSetting: 60, percentCurrent: 60 },
    }),
    bridged((await device("window-covering")).with(Blind), "blind", "Blind", {
      windowCovering: {
        type: 8,
        endProductType: 11,
        currentPositionLiftPercent100ths: 2_500,
        currentPositionTiltPercent100ths: 10_000,
        configStatus: { operational: true, liftPositionAware: true, tiltPositionAware: true },
      },
    }),
    bridged(
      (await device("occupancy-sensor")).with(OccupancySensingServer.with("PassiveInfrared"), battery),
      "motion",
      "Motion",
      {
        occupancySensing: { occupancy: { occupied: true } },
        powerSource: {
          status: 1,
          order: 0,
          description: "Battery",
          batPercentRemaining: 150,
          batChargeLevel: 0,
          batReplacementNeeded: false,
          batReplaceability: 1,
        },
      },
    ),
    bridged(await device("water-leak-detector"), "leak", "Leak", { booleanState: { stateValue: true } }),
    bridged((await device("smoke-co-alarm")).with(SmokeCoAlarmServer.with("SmokeAlarm")), "smoke", "Smoke", {
      smokeCoAlarm: {
        expressedState: 1,
        smokeState: 1,
        batteryAlert: 0,
        testInProgress: false,
        hardwareFaultAlert: false,
        endOfServiceAlert: 0,
      },
    }),
    bridged(
      (await device("air-quality-sensor")).with(
        AirQualityServer,
        CarbonDioxideConcentrationMeasurementServer.with("NumericMeasurement"),
        Pm25ConcentrationMeasurementServer.with("NumericMeasurement"),
        TemperatureMeasurementServer,
        RelativeHumidityMeasurementServer,
      ),
      "air",
      "Air",
      {
        airQuality: { airQuality: 1 },
        carbonDioxideConcentrationMeasurement: {
          measuredValue: 612,
          minMeasuredValue: 0,
          maxMeasuredValue: 5_000,
          measurementUnit: 0,
          measurementMedium: 0,
        },
        pm25ConcentrationMeasurement: {
          measuredValue: 0.012,
          minMeasuredValue: 0,
          maxMeasuredValue: 1,
          measurementUnit: 3,
          measurementMedium: 0,
        },
        temperatureMeasurement: { measuredValue: 2_201 },
        relativeHumidityMeasurement: { measuredValue: 4_550 },
      },
    ),
    bridged(await device("light-sensor"), "lux", "Lux", { illuminanceMeasurement: { measuredValue: 20_001 } }),
    bridged(await device("door-lock"), "lock", "Lock", {
      doorLock: {
        lockState: 1,
        lockType: 0,
        wrongCodeEntryLimit: 3,
        userCodeTemporaryDisableTime: 10,
        actuatorEnabled: true,
        operatingMode: 0,
        supportedOperatingModes: {
          normal: false,
          vacation: true,
          privacy: true,
          noRemoteLockUnlock: true,
          passage: true,
          alwaysSet: 0x7ff,
        },
      },
    }),
    bridged(await device("pressure-sensor"), "pressure", "Pressure", { pressureMeasurement: { measuredValue: 1_013 } }),
  ];
}

Logger.level = "error";
Environment.default.vars.set("mdns.networkInterface", networkInterface);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function node(id, port) {
  return ServerNode.create(ServerNode.RootEndpoint, {
    id,
    network: { port },
    // Devices of another test may be on the network too: what has a port of its own has a code of its own.
    commissioning: { passcode: 20_000_000 + port, discriminator: port % 4096 },
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
  async kinds(root) {
    const aggregator = new Endpoint(AggregatorEndpoint, { id: "aggregator" });
    await root.add(aggregator);
    for (const part of await manyKinds()) await aggregator.add(part);
    return aggregator;
  },
};

const parts = new Map();
for (const [index, entry] of wanted.entries()) {
  const [name, port] = entry.split(":");
  const root = await node(name, Number(port));
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
