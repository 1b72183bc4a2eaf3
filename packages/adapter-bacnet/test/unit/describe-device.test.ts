import { compileMapping } from "@thingwright/mapping";
import { parseThingDescriptionOrThrow } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { type BacnetTemplate, describeDevice, type Point } from "../../src/index.js";
import { point, roomMode, roomSetpoint, roomTemperature, survey } from "../support/points.js";

const settings = { templates: [], priority: 8, priorityPollMs: 60_000 };

const describedBy = (points: readonly Point[], templates: readonly BacnetTemplate[] = []) =>
  describeDevice(survey(points), { ...settings, templates });

const modelsOf = async (points: readonly Point[], templates: readonly BacnetTemplate[] = []) =>
  (await describedBy(points, templates)).parts.map(({ id, modelName }) => `${id} ${modelName ?? "-"}`);

const propertiesOf = async (points: readonly Point[]) =>
  (await describedBy(points)).parts[0]!.model.properties as Record<string, object>;

const room = (prefix: string) => [
  roomTemperature(`${prefix}.RoomTemp`),
  roomSetpoint(`${prefix}.RoomTempSetpoint`),
  roomMode(`${prefix}.HVACMode`),
];

describe("a device's objects", () => {
  it("are a thermostat where names, units and states leave no doubt, one for each room", async () => {
    expect(await modelsOf([...room("R101"), ...room("R102"), point("binaryInput", "Door")])).toEqual([
      "urn:bacnet:5 -",
      "urn:bacnet:5:R101 thermostat",
      "urn:bacnet:5:R102 thermostat",
    ]);
  });

  it("are known by the names that other controllers have", async () => {
    for (const [temperature, setpoint, mode] of [
      ["ZN-T", "ZN-SP", "MODE"],
      ["SpaceTemp", "Space Temp Set Point", "Operating Mode"],
      ["Raum_Temperatur", "Raum_Sollwert", "Betriebsart"],
    ] as const) {
      const points = [roomTemperature(temperature), roomSetpoint(setpoint), roomMode(mode)];
      expect(await modelsOf(points)).toEqual(["urn:bacnet:5 thermostat"]);
    }
  });

  it("are a box of variable air volume, in units of their own", async () => {
    const cubicFeet = 84;
    const points = [
      point("analogInput", "VAV3/Air Flow", { units: cubicFeet }),
      point("analogValue", "VAV3/Air Flow Setpoint", { units: cubicFeet, isCommandable: true }),
      point("analogOutput", "VAV3/Damper Cmd", { units: 98 }),
      roomTemperature("VAV3/Zone Temp"),
      point("analogInput", "VAV3/Zone CO2", { units: 96 }),
    ];
    const [part] = (await describedBy(points)).parts;
    expect(part).toMatchObject({ id: "urn:bacnet:5:VAV3", modelName: "vav-box" });
    expect(Object.keys(part!.model.properties!)).toEqual(expect.arrayContaining(["airFlow", "damper", "co2"]));
    expect(JSON.stringify(part!.southbound)).toContain('"map:unit":"qudtUnit:FT3-PER-MIN"');
  });

  it("are no thermostat when two would do, a state is unknown, or it is the temperature of something else", async () => {
    const [temperature, setpoint, mode] = room("R");
    const doubtful: readonly (readonly Point[])[] = [
      [temperature!, setpoint!, mode!, roomSetpoint("R.OtherSetpoint")],
      [temperature!, setpoint!, roomMode("R.Mode", ["Off", "Heat", "Dance"])],
      [roomTemperature("R.SupplyTemp"), setpoint!, mode!],
      [temperature!, roomSetpoint("R.HeatingSetpointUnocc"), mode!],
      [point("analogInput", "R.RoomTemp", { units: 98 }), setpoint!, mode!],
    ];
    for (const points of doubtful) expect((await modelsOf(points)).join()).not.toContain("thermostat");
  });

  it("are sensors by unit and name, but not in a machine of many points", async () => {
    const humidity = point("analogInput", "R7.Humidity", { units: 29 });
    const co2 = point("analogInput", "R7.CO2", { units: 96 });
    expect(await modelsOf([roomTemperature("R7.RoomTemp"), humidity])).toEqual(["urn:bacnet:5:R7 climate-sensor"]);
    expect(await modelsOf([co2])).toEqual(["urn:bacnet:5:R7 carbon-dioxide-sensor"]);
    const machine = Array.from({ length: 20 }, (_, index) => point("binaryInput", `R7.Alarm ${index}`));
    expect(await modelsOf([humidity, ...machine])).toEqual(["urn:bacnet:5 -"]);
    expect(await modelsOf([point("analogInput", "Heat meter.Power", { units: 48 })])).toEqual(["urn:bacnet:5 -"]);
  });

  it("keep what no model knows, as they have it", async () => {
    const properties = await propertiesOf([
      point("analogOutput", "Valve", { units: 98, minimum: 0, maximum: 100 }),
      point("binaryValue", "Enable", { states: ["Off", "On"] }),
      roomMode("Stage", ["One", "Two"]),
      point("characterStringValue", "Remark", { hasStatusFlags: false }),
      point("analogInput", "Flow", { units: 12345 }),
    ]);
    expect(properties).toMatchObject({
      Valve: { type: "number", unit: "qudtUnit:PERCENT", minimum: 0, maximum: 100, observable: true },
      Valve_status: { type: "array", readOnly: true },
      Valve_priority: { type: "integer", readOnly: true },
      Enable: { type: "boolean", description: expect.stringContaining("false: Off, true: On") },
      Stage: { type: "string", enum: ["One", "Two"] },
      Remark: { type: "string" },
      Flow: { type: "number", readOnly: true },
    });
    expect(Object.keys(properties)).not.toContain("Remark_status");
    expect(Object.keys(properties)).not.toContain("Enable_priority");
  });

  it("keep their names apart, and usable", async () => {
    const properties = await propertiesOf(
      ["Pump 1", "Pump/1", "__proto__", "¿?", "x".repeat(300)].map((name) => point("binaryInput", name)),
    );
    const names = Object.keys(properties).filter((name) => !name.endsWith("_status"));
    expect(names).toHaveLength(5);
    expect(names).toEqual(expect.arrayContaining(["Pump_1", "device_Pump_1", "proto"]));
    expect(Math.max(...names.map(({ length }) => length))).toBe(64);
  });

  it("are spoken to by Forms that compile against their model", async () => {
    const { parts } = await describedBy([...room("R101"), point("analogOutput", "Valve", { units: 98 })]);
    for (const { southbound, model } of parts) {
      parseThingDescriptionOrThrow(southbound);
      expect(() => compileMapping(southbound, model, {})).not.toThrow();
    }
    const thermostat = parts.find(({ modelName }) => modelName === "thermostat")!;
    expect(JSON.stringify(thermostat.southbound)).toContain("?commandPriority=8");
  });
});

describe("a template", () => {
  const strange = (number: number) => [
    point("analogInput", `B1_${number}_4711`, { units: 64 }),
    point("analogValue", `B1_${number}_4712`, { units: 64, isCommandable: true }),
    roomMode(`B1_${number}_4713`, ["Nix", "Warm"]),
  ];
  const template: BacnetTemplate = {
    model: "thermostat",
    title: "Room {thing} of {device}",
    priority: 10,
    serves: {
      roomTemperature: "B1_{thing}_4711",
      targetTemperature: { object: "B1_{thing}_4712", priority: 9 },
      mode: { object: "B1_{thing}_4713", values: { Nix: "off", 2: "heat" } },
    },
  };

  it("makes a Thing of each name, with units, states and priorities", async () => {
    const { parts, problems } = await describedBy([...strange(1), ...strange(2)], [template]);
    expect(problems).toEqual([]);
    expect(parts.map(({ id, title, modelName }) => [id, title, modelName])).toEqual([
      ["urn:bacnet:5:1", "Room 1 of Controller", "thermostat"],
      ["urn:bacnet:5:2", "Room 2 of Controller", "thermostat"],
    ]);
    const text = JSON.stringify(parts[0]!.southbound);
    expect(text).toContain('"map:unit":"qudtUnit:DEG_F"');
    expect(text).toContain('"map:enum":{"Warm":"heat","Nix":"off"}');
    expect(text).toMatch(/commandPriority=9".*commandPriority=10"/);
  });

  it("says what it does not find, and leaves those objects as they are", async () => {
    const { parts, problems } = await describedBy(strange(3).slice(0, 2), [template]);
    expect(problems).toEqual(["3: the template finds not all that thermostat requires"]);
    expect(parts.map(({ modelName }) => modelName)).toEqual([undefined]);
  });

  it("says why an object cannot serve", async () => {
    const serves = { ...template.serves, mode: "B1_{thing}_4713" };
    const { problems } = await describedBy(strange(4), [{ ...template, serves }]);
    expect(problems[0]).toContain("its states (Nix, Warm) are not those of the model");
  });

  it("offers beside the model what the model has not, under the name that it says", async () => {
    const serves = { ...template.serves, alarm: "B1_{thing}_alarm", co2: "B1_{thing}_co2" };
    const more = [point("binaryInput", "B1_5_alarm"), point("analogInput", "B1_5_co2", { units: 96 })];
    const { parts } = await describedBy([...strange(5), ...more], [{ ...template, serves }]);
    expect(parts[0]!.model.properties).toMatchObject({ alarm: { type: "boolean" }, co2: { unit: "qudtUnit:PPM" } });
  });

  it("is for the devices that it names, and takes objects by type and instance too", async () => {
    const points = [point("analogInput", "x", { units: 62 })];
    const { type, instance } = points[0]!.object;
    const serves = { temperature: `${type},${instance}` };
    const own: BacnetTemplate = { model: "temperature-sensor", device: "Contr*", serves };
    expect(await modelsOf(points, [own])).toEqual(["urn:bacnet:5:temperature-sensor temperature-sensor"]);
    expect(await modelsOf(points, [{ ...own, device: "Other" }])).toEqual(["urn:bacnet:5 -"]);
  });
});
