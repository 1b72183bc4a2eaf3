import type { DescribedPart } from "@thingwright/adapter-core";
import { validateThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { describeNode } from "../../src/index.js";
import {
  bridged,
  colorControl,
  colourLight,
  fresh,
  identify,
  levelControl,
  onOff,
  root,
  sensor,
  temperature,
} from "../support/endpoints.js";
import { Mapped } from "../support/mapped.js";
import { type PlayedCluster, type PlayedEndpoint, PlayedNode } from "../support/played-node.js";

const fabric = "00000000000000ff";
const nodeOf = (...endpoints: readonly PlayedEndpoint[]) => new PlayedNode("0000000000000001", endpoints).snapshot();

/** All Things of a node, with what each makes of its values. */
async function thingsOf(...endpoints: readonly PlayedEndpoint[]) {
  const node = nodeOf(...endpoints);
  const listed = await describeNode(node, fabric);
  const described = await Promise.all(listed.map((each) => each.describe()));
  const parts = described.flatMap((each) => each.parts);
  for (const { southbound } of parts) expect(validateThingDescription(southbound)).toEqual([]);
  return parts.map((part) => ({ part, mapped: new Mapped(part, node) }));
}
const thingOf = async (deviceType: number, ...clusters: readonly PlayedCluster[]) =>
  (await thingsOf(fresh(root()), { number: 1, deviceTypes: [deviceType], clusters: fresh(clusters) }))[0]!;
const modelOf = ({ part }: { readonly part: DescribedPart }) => part.modelName;

describe("lights", () => {
  it.each([
    [0x100, [onOff], "on-off-light"],
    [0x101, [onOff, levelControl], "dimmable-light"],
    [0x10c, [onOff, levelControl, { ...colorControl, values: { colorTemperatureMireds: 250 } }], "tunable-white-light"],
    [0x10d, [onOff, levelControl, colorControl], "colour-light"],
    [0x10a, [onOff], "plug"],
    [0x10f, [onOff], "switch"],
  ] as const)("of the type %i are Things of the model for what they can", async (type, clusters, model) => {
    expect(modelOf(await thingOf(type, ...clusters))).toBe(model);
  });

  it("speak of levels from the least to the greatest, of mireds and of x and y", async () => {
    const { mapped } = await thingOf(0x10d, onOff, levelControl, colorControl);
    expect(await mapped.readAll("on", "brightness", "colorTemperature", "colorXy")).toEqual({
      on: false,
      brightness: 50,
      colorTemperature: 4000,
      colorXy: { x: 0.3052, y: 0.3204 },
    });
    expect(await mapped.write("on", false)).toEqual(["command 1 onOff", { off: {} }]);
    expect(await mapped.write("brightness", 100)).toEqual(["moveToLevel 1 levelControl", { level: 254 }]);
    expect(await mapped.write("colorTemperature", 2000)).toEqual([
      "moveToColorTemperature 1 colorControl",
      { colorTemperatureMireds: 500 },
    ]);
    expect(await mapped.write("colorXy", { x: 1, y: 0.5 })).toEqual([
      "moveToColor 1 colorControl",
      { colorX: 65_279, colorY: 32_768 },
    ]);
  });

  it("that have hue and saturation only are converted", async () => {
    const hues: PlayedCluster = {
      id: 0x300,
      name: "colorControl",
      values: { currentHue: 0, currentSaturation: 254 },
      commands: { moveToHueAndSaturation: {} },
    };
    const { mapped, part } = await thingOf(0x10d, onOff, levelControl, hues);
    expect(part.modelName).toBe("colour-light");
    expect(await mapped.read("colorXy")).toEqual({ x: expect.closeTo(0.64, 2), y: expect.closeTo(0.33, 2) });
    const [outlet, payload] = await mapped.write("colorXy", { x: 0.64, y: 0.33 });
    expect([outlet, payload]).toEqual(["moveToHueAndSaturation 1 colorControl", { hue: 0, saturation: 254 }]);
  });

  it("are each a Thing of their own, and a loudspeaker's level is no brightness", async () => {
    const things = await thingsOf(fresh(root("Twins")), colourLight(1), colourLight(2));
    expect(things.map(({ part }) => [part.id, part.title])).toEqual([
      [`urn:matter:${fabric}-0000000000000001`, "Twins"],
      [`urn:matter:${fabric}-0000000000000001:2`, "Twins 2"],
    ]);
    const { part } = await thingOf(0x22, onOff, levelControl);
    expect(part.model.properties).not.toHaveProperty("brightness");
    expect(part.model.properties).toHaveProperty("levelControl_currentLevel");
  });
});

const thermostat = (values: PlayedCluster["values"]): PlayedCluster => ({
  id: 0x201,
  name: "thermostat",
  values: { localTemperature: 2150, ...values },
  writable: ["occupiedHeatingSetpoint", "occupiedCoolingSetpoint", "systemMode"],
});
const both = { occupiedHeatingSetpoint: 2000, occupiedCoolingSetpoint: 2600 };

describe("thermostats", () => {
  it("that heat only have one setpoint within its limits", async () => {
    const { part, mapped } = await thingOf(
      0x301,
      thermostat({
        occupiedHeatingSetpoint: 2050,
        minHeatSetpointLimit: 1000,
        maxHeatSetpointLimit: 2500,
        systemMode: 4,
      }),
    );
    expect(part.modelName).toBe("thermostat");
    expect(await mapped.readAll("roomTemperature", "targetTemperature", "mode")).toEqual({
      roomTemperature: 21.5,
      targetTemperature: 20.5,
      mode: "heat",
    });
    expect(await mapped.write("targetTemperature", 22.5)).toEqual([
      "set 1 thermostat",
      { occupiedHeatingSetpoint: 2250 },
    ]);
    expect(await mapped.write("mode", "off")).toEqual(["set 1 thermostat", { systemMode: 0 }]);
    expect(part.model.properties!.mode).toMatchObject({ enum: ["off", "heat"] });
  });

  it.each([
    [4, undefined, 20, "occupiedHeatingSetpoint"],
    [3, undefined, 26, "occupiedCoolingSetpoint"],
    [1, 3, 26, "occupiedCoolingSetpoint"],
    [1, 4, 20, "occupiedHeatingSetpoint"],
    [0, undefined, 20, "occupiedHeatingSetpoint"],
  ])("in mode %i, running mode %s, have the setpoint that counts", async (systemMode, running, target, setpoint) => {
    const values = { ...both, systemMode, minSetpointDeadBand: 25, ...(running && { thermostatRunningMode: running }) };
    const { mapped } = await thingOf(0x301, thermostat(values));
    expect(await mapped.read("targetTemperature")).toBe(target);
    expect(await mapped.write("targetTemperature", 21.3)).toEqual(["set 1 thermostat", { [setpoint]: 2130 }]);
  });

  it("say what they are doing by their relays, or by what is asked of them", async () => {
    const relays = { heat: false, cool: true, heatStage2: false, coolStage2: false };
    const cooling = await thingOf(0x301, thermostat({ ...both, systemMode: 3, thermostatRunningState: relays }));
    expect(await cooling.mapped.read("status")).toBe("cooling");
    const asked = await thingOf(0x301, thermostat({ ...both, systemMode: 4, piHeatingDemand: 30 }));
    expect(await asked.mapped.readAll("status", "heatingDemand")).toEqual({ status: "heating", heatingDemand: 30 });
  });

  it("of a room air conditioner have a fan, which may be all that runs", async () => {
    const fan: PlayedCluster = {
      id: 0x202,
      name: "fanControl",
      values: { fanMode: 5, percentSetting: null, percentCurrent: 40 },
      writable: ["fanMode", "percentSetting"],
    };
    const { part, mapped } = await thingOf(0x72, onOff, thermostat({ ...both, systemMode: 7 }), fan);
    expect(part.modelName).toBe("air-conditioner");
    expect(await mapped.readAll("mode", "fanSpeed", "on")).toEqual({ mode: "fan", fanSpeed: 40, on: false });
    expect(await mapped.write("fanSpeed", 70)).toEqual(["set 1 fanControl", { percentSetting: 70 }]);
  });
});

describe("coverings", () => {
  const covering = (values: PlayedCluster["values"], commands: PlayedCluster["commands"]): PlayedCluster => ({
    id: 0x102,
    name: "windowCovering",
    values: { operationalStatus: { global: 1, lift: 1, tilt: 0 }, ...values },
    commands: { upOrOpen: {}, downOrClose: {}, stopMotion: {}, ...commands },
  });

  it("are open at 100, and stop", async () => {
    const place = covering(
      { currentPositionLiftPercent100ths: 2500 },
      { goToLiftPercentage: { liftPercent100thsValue: { type: "integer" } } },
    );
    const { part, mapped } = await thingOf(0x202, place);
    expect(part.modelName).toBe("blind");
    expect(await mapped.readAll("position", "moving")).toEqual({ position: 75, moving: "opening" });
    expect(await mapped.write("position", 20)).toEqual([
      "goToLiftPercentage 1 windowCovering",
      { liftPercent100thsValue: 8000 },
    ]);
    expect(await mapped.invoke("stop")).toEqual(["stopMotion 1 windowCovering", undefined]);
  });

  it("that know no position can be opened and closed", async () => {
    const { part, mapped } = await thingOf(0x202, covering({}, {}));
    expect(part.modelName).toBeUndefined();
    expect(await mapped.invoke("open")).toEqual(["upOrOpen 1 windowCovering", undefined]);
  });
});

describe("sensors", () => {
  it.each([
    ["temperature", 0x302, temperature(-1275), -12.75],
    ["relativeHumidity", 0x307, sensor(0x405, "relativeHumidityMeasurement", { measuredValue: 4550 }), 45.5],
    ["pressure", 0x305, sensor(0x403, "pressureMeasurement", { measuredValue: 1013 }), 101_300],
    ["illuminance", 0x106, sensor(0x400, "illuminanceMeasurement", { measuredValue: 20_001 }), 100],
    ["illuminance", 0x106, sensor(0x400, "illuminanceMeasurement", { measuredValue: 0 }), 0],
    ["occupied", 0x107, sensor(0x406, "occupancySensing", { occupancy: { occupied: true } }), true],
    ["open", 0x15, sensor(0x45, "booleanState", { stateValue: true }), false],
    ["leak", 0x43, sensor(0x45, "booleanState", { stateValue: true }), true],
    [
      "co2",
      0x2c,
      sensor(0x40d, "carbonDioxideConcentrationMeasurement", { measuredValue: 612, measurementUnit: 0 }),
      612,
    ],
    [
      "voc",
      0x2c,
      sensor(0x42e, "totalVolatileOrganicCompoundsConcentrationMeasurement", {
        measuredValue: 0.2,
        measurementUnit: 0,
      }),
      200,
    ],
    ["pm25", 0x2c, sensor(0x42a, "pm25ConcentrationMeasurement", { measuredValue: 0.012, measurementUnit: 3 }), 12],
    ["battery", 0x107, sensor(0x2f, "powerSource", { batPercentRemaining: 151 }), 76],
    ["power", 0x510, sensor(0x90, "electricalPowerMeasurement", { activePower: 45_600 }), 45.6],
    [
      "energy",
      0x510,
      sensor(0x91, "electricalEnergyMeasurement", { cumulativeEnergyImported: { energy: 12_345_678 } }),
      12.345678,
    ],
  ] as const)("say %s (type %i) in the unit of the common API", async (name, type, cluster, value) => {
    expect(await (await thingOf(type, cluster)).mapped.read(name)).toBe(value);
  });

  it("whose unit cannot be converted stay in the cluster's words, as does a state that means nothing here", async () => {
    const bq = sensor(0x40d, "carbonDioxideConcentrationMeasurement", { measuredValue: 1, measurementUnit: 7 });
    const gas = await thingOf(0x2c, bq);
    expect(Object.keys(gas.part.model.properties!)).toContain("carbonDioxideConcentrationMeasurement_measuredValue");
    const rain = await thingOf(0x44, sensor(0x45, "booleanState", { stateValue: true }));
    expect(await rain.mapped.read("booleanState_stateValue")).toBe(true);
  });

  it("at several endpoints of a node are one Thing", async () => {
    const things = await thingsOf(
      fresh(root("Weather")),
      { number: 1, deviceTypes: [0x302], clusters: [temperature(2100)] },
      {
        number: 2,
        deviceTypes: [0x307],
        clusters: [sensor(0x405, "relativeHumidityMeasurement", { measuredValue: 5000 })],
      },
      { number: 3, deviceTypes: [0x302], clusters: [temperature(1900)] },
    );
    expect(things).toHaveLength(1);
    const [{ part, mapped }] = things as [(typeof things)[number]];
    expect([part.title, part.modelName]).toEqual(["Weather", "climate-sensor"]);
    expect(await mapped.readAll("temperature", "relativeHumidity", "temperatureMeasurement_measuredValue_3")).toEqual({
      temperature: 21,
      relativeHumidity: 50,
      temperatureMeasurement_measuredValue_3: 1900,
    });
  });

  it("of smoke warn, say why, and test themselves", async () => {
    const smoke: PlayedCluster = {
      ...sensor(0x5c, "smokeCoAlarm", { smokeState: 2, expressedState: 1 }),
      commands: { selfTestRequest: {} },
    };
    const { part, mapped } = await thingOf(0x76, smoke);
    expect(part.modelName).toBe("smoke-sensor");
    expect(await mapped.readAll("smoke", "alarming")).toEqual({ smoke: true, alarming: true });
    expect(await mapped.event("alarm")).toBe("smoke");
    expect(await mapped.invoke("test")).toEqual(["selfTestRequest 1 smokeCoAlarm", undefined]);
  });
});

describe("a node", () => {
  it("has its plug's meter and battery with the endpoint that they are for", async () => {
    const [first, second] = await thingsOf(
      fresh(root("Strip")),
      { number: 1, deviceTypes: [0x10a], clusters: fresh([onOff]) },
      { number: 2, deviceTypes: [0x10a], clusters: fresh([onOff]) },
      {
        number: 3,
        deviceTypes: [0x510],
        clusters: [
          sensor(0x9c, "powerTopology", { availableEndpoints: [2] }),
          sensor(0x90, "electricalPowerMeasurement", { activePower: 1000 }),
        ],
      },
    );
    expect(await first!.mapped.read("power")).toBeUndefined();
    expect(await second!.mapped.read("power")).toBe(1);
  });

  it("offers nothing of what administers it, and says so", async () => {
    const credentials: PlayedCluster = {
      id: 0x3e,
      name: "operationalCredentials",
      values: { fabrics: [] },
      commands: { removeFabric: {} },
    };
    const [listed] = await describeNode(nodeOf(fresh(root("", [credentials])), colourLight()), fabric);
    const { parts, problems } = await listed!.describe();
    expect(problems).toEqual(["belongs to the controller: descriptor, operationalCredentials"]);
    expect(JSON.stringify(parts)).not.toContain("removeFabric");
  });

  it("opens its lock with a PIN, and keeps who may open it for its owner's tool", async () => {
    const lock: PlayedCluster = {
      id: 0x101,
      name: "doorLock",
      values: { lockState: 1 },
      commands: {
        lockDoor: { pinCode: { type: "string" } },
        unlockDoor: { pinCode: { type: "string" } },
        setCredential: { userIndex: { type: "integer" } },
      },
    };
    const { part, mapped } = await thingOf(0x0a, lock);
    expect(await mapped.read("locked")).toBe(true);
    expect(await mapped.invoke("unlock", { pin: "1234" })).toEqual(["unlockDoor 1 doorLock", { pinCode: "MTIzNA==" }]);
    expect(await mapped.invoke("lock")).toEqual(["lockDoor 1 doorLock", {}]);
    expect(Object.keys(part.model.actions!)).toEqual(["lock", "unlock"]);
  });

  it("has clusters that nobody knows in their own words", async () => {
    const own: PlayedCluster = {
      id: 0xfff1fc00,
      name: "0xfff1fc00",
      values: { "0xfff10000": 7, "0xfff10001": null },
      writable: ["0xfff10001"],
      commands: { "0xfff10003": {} },
      events: ["0xfff10002"],
    };
    const { part, mapped } = await thingOf(0xfff10001, own);
    expect([part.modelName, Object.keys(part.model.events!)]).toEqual([undefined, ["0xfff1fc00_0xfff10002"]]);
    expect(await mapped.readAll("0xfff1fc00_0xfff10000", "0xfff1fc00_0xfff10001")).toEqual({
      "0xfff1fc00_0xfff10000": 7,
      "0xfff1fc00_0xfff10001": null,
    });
    expect(await mapped.write("0xfff1fc00_0xfff10001", 3)).toEqual(["set 1 0xfff1fc00", { "0xfff10001": 3 }]);
    expect(mapped.isWritable("0xfff1fc00_0xfff10000")).toBe(false);
    expect(await mapped.invoke("0xfff1fc00_0xfff10003")).toEqual(["0xfff10003 1 0xfff1fc00", undefined]);
  });

  it("that bridges has a device for each, with the parts below it, however they name each other", async () => {
    const node = nodeOf(
      fresh(root("Bridge")),
      { number: 1, deviceTypes: [0xe], parts: [2, 3, 4], clusters: [] },
      bridged(2, "Fridge", [], [identify], [3, 2]),
      { number: 3, deviceTypes: [0x302], parts: [2, 3], clusters: [temperature(400)] },
      bridged(4, "", [0x302], [temperature(500)]),
    );
    const listed = await describeNode(node, fabric);
    expect(listed.map(({ key, name }) => [key.split("-")[1], name])).toEqual([
      ["0000000000000001", "Bridge"],
      ["0000000000000001:2", "Fridge"],
      ["0000000000000001:4", "ACME part"],
    ]);
    const { parts } = await listed[1]!.describe();
    expect(parts.map(({ modelName }) => modelName)).toEqual(["temperature-sensor"]);
  });

  it("has another revision when it has something else, and the same when it is called otherwise", async () => {
    const revisionOf = async (...endpoints: readonly PlayedEndpoint[]) =>
      (await describeNode(nodeOf(...endpoints), fabric))[0]!.revision;
    const known = await revisionOf(fresh(root("One")), colourLight());
    expect(await revisionOf(fresh(root("Two")), colourLight())).toBe(known);
    expect(await revisionOf(fresh(root("One")), { ...colourLight(), clusters: [onOff] })).not.toBe(known);
  });

  it("that says nonsense of itself is described all the same", async () => {
    const nonsense = (id: number, name: string) =>
      sensor(id, name, {
        measuredValue: {},
        minLevel: "x",
        nodeLabel: 7,
        availableEndpoints: 3,
        endpointList: [null],
        measurementUnit: -1,
      });
    const clusters = [8, 0x28, 0x2f, 0x9c, 0x40d, 0x300].map((id) => nonsense(id, `c${id}`));
    const [thing] = await thingsOf(
      { number: 0, parts: [0, 9], clusters },
      { number: 1, deviceTypes: [0x101], clusters },
    );
    expect(thing!.part.title).toBe("Matter node");
  });
});
