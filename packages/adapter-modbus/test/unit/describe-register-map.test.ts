import { parseThingDescriptionOrThrow } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { describeRegisterMap, type Register, type RegisterMap } from "../../src/index.js";

const base = { title: "Unit", maker: "Acme", product: "U1" };
const device = { id: "urn:example:unit", title: "Unit", address: { host: "192.0.2.7" } };
const register = (more: Partial<Register> = {}): Register => ({
  name: "value",
  entity: "HoldingRegister",
  address: 10,
  ...more,
});

const described = (map: Partial<RegisterMap>, more: object = {}) =>
  describeRegisterMap({ ...base, registers: [], ...map }, { ...device, ...more });

/** The southbound property of a map's only register. */
async function propertyOf(one: Partial<Register>, map: Partial<RegisterMap> = {}) {
  const { parts } = await described({ registers: [register(one)], ...map });
  const thing = parseThingDescriptionOrThrow(parts[0]!.southbound);
  const property = Object.values(thing.properties ?? {})[0]!;
  return { ...property, form: property.forms[0] as unknown as Readonly<Record<string, unknown>> };
}

/** What is offered of a map's only register. */
async function offeredOf(one: Partial<Register>, map: Partial<RegisterMap> = {}) {
  const { parts } = await described({ registers: [register(one)], ...map });
  const { properties, actions, events } = parts[0]!.model;
  return { properties, actions, events };
}

describe("a register", () => {
  it("is a property with a Form of the W3C's binding", async () => {
    const { parts } = await described({ registers: [register()] });
    expect(parts[0]!.southbound).toMatchObject({
      id: "urn:example:unit:southbound",
      base: "modbus+tcp://192.0.2.7:502/1/",
    });
    expect((await propertyOf({})).form).toEqual({
      href: "10",
      op: ["readproperty", "observeproperty", "unobserveproperty"],
      contentType: "application/octet-stream;length=2;signed=false;byteSeq=BIG_ENDIAN",
      "modv:entity": "HoldingRegister",
      "modv:zeroBasedAddressing": true,
      "modv:pollingTime": 1000,
    });
  });

  it.each([
    ["wire", 10, "10", "HoldingRegister"],
    ["from-1", 10, "9", "HoldingRegister"],
    ["modicon", 40_010, "9", "HoldingRegister"],
    ["modicon", 400_010, "9", "HoldingRegister"],
    ["modicon", 30_001, "0", "InputRegister"],
    ["modicon", 10_017, "16", "DiscreteInput"],
    ["modicon", 5, "4", "Coil"],
  ] as const)("numbered in the way %s as %d is at %s", async (numbering, address, href, entity) => {
    const { form } = await propertyOf(
      { address, ...(numbering === "modicon" && { entity: undefined as never }) },
      { numbering },
    );
    expect(form).toMatchObject({ href, "modv:entity": entity });
  });

  it.each([
    ["boolean", undefined, "10", "length=2", "boolean"],
    ["int16", undefined, "10", "length=2;signed=true", "integer"],
    ["uint32", undefined, "10?quantity=2", "length=4;signed=false", "integer"],
    ["int64", undefined, "10?quantity=4", "length=8;signed=true", "integer"],
    ["float32", undefined, "10?quantity=2", "length=4;signed=true", "number"],
    ["float64", undefined, "10?quantity=4", "length=8;signed=true", "number"],
    ["string", 6, "10?quantity=6", "length=12", "string"],
  ] as const)("of the type %s lies in its registers", async (type, length, href, parameters, schema) => {
    const property = await propertyOf({ type, ...(length !== undefined && { length }) });
    expect(property.form.href).toBe(href);
    expect(property.form.contentType).toContain(`application/octet-stream;${parameters}`);
    expect(property.type).toBe(schema);
  });

  it("has the orders of the map, words only where there are several", async () => {
    const orders = { byteOrder: "low-first", wordOrder: "low-first" } as const;
    const wide = await propertyOf({ type: "uint32" }, orders);
    expect(wide.form).toMatchObject({ "modv:mostSignificantByte": false, "modv:mostSignificantWord": false });
    const narrow = await propertyOf({}, orders);
    expect(narrow.form).not.toHaveProperty("modv:mostSignificantWord");
  });

  it("that can be written is, by the function that the device has", async () => {
    const { parts } = await described({
      registers: [register({ access: "read-write", writeFunction: "writeMultipleHoldingRegisters" })],
    });
    expect(parts[0]!.southbound.properties!.value!.forms).toMatchObject([
      { op: ["readproperty", "observeproperty", "unobserveproperty"], "modv:entity": "HoldingRegister" },
      { op: "writeproperty", "modv:function": "writeMultipleHoldingRegisters" },
    ]);
  });

  it("that serves nothing is offered as it is, with its unit", async () => {
    expect(await offeredOf({ title: "Flow", scale: 0.1, unit: "m³/h" })).toEqual({
      properties: {
        value: { title: "Flow", type: "number", unit: "qudtUnit:M3-PER-HR", readOnly: true, observable: true },
      },
    });
    const { properties } = await offeredOf({ enum: { 0: "off", 1: "on" }, access: "read-write" });
    expect(properties).toEqual({ value: { title: "value", type: "string", enum: ["off", "on"], observable: true } });
  });

  it("that can only be written is an action", async () => {
    expect((await offeredOf({ access: "write" })).actions).toEqual({
      value: { title: "value", input: { type: "integer" }, safe: false },
    });
  });

  it("of which only bits serve something is offered as a whole besides, or its other bits by name", async () => {
    const serves = [{ property: "fault", bit: 3 }];
    expect(Object.keys((await offeredOf({ serves })).properties!)).toEqual(["fault", "value"]);
    const bits = { pumpRuns: 0, frost: 1 };
    expect(Object.keys((await offeredOf({ serves, bits })).properties!)).toEqual(["fault", "pumpRuns", "frost"]);
  });

  it("that is not in the table, or there twice, is a problem and no more", async () => {
    const { parts, problems } = await described({
      numbering: "from-1",
      registers: [register({ address: 0 }), register({ name: "good" }), register({ name: "good" })],
    });
    expect(problems).toEqual([expect.stringContaining("no address 0"), expect.stringContaining("twice")]);
    expect(Object.keys(parts[0]!.southbound.properties!)).toEqual(["good"]);
  });

  it("that serves what nobody knows keeps its own name, and the problem is told", async () => {
    const { parts, problems } = await described({ registers: [register({ serves: "charm" })] });
    expect(problems).toEqual([expect.stringContaining("no property charm")]);
    expect(Object.keys(parts[0]!.model.properties!)).toEqual(["value"]);
  });
});

describe("a register map", () => {
  const channel = (name: string, serves: string): Register =>
    register({ name, address: 100, serves, access: "read-write", ...(serves === "on" && { type: "boolean" }) });

  it("repeats parts, each a Thing of its own", async () => {
    const { parts } = await described({
      parts: [
        {
          suffix: "output",
          title: "output",
          as: "dimmable-light",
          repeat: { count: 3, stride: 20 },
          registers: [channel("state", "on"), { ...channel("level", "brightness"), address: 101 }],
        },
      ],
    });
    expect(parts.map(({ id, title, modelName }) => [id, title, modelName])).toEqual([
      ["urn:example:unit:output-1", "Unit output 1", "dimmable-light"],
      ["urn:example:unit:output-2", "Unit output 2", "dimmable-light"],
      ["urn:example:unit:output-3", "Unit output 3", "dimmable-light"],
    ]);
    const hrefs = parts.map(({ southbound }) => southbound.properties!.level!.forms[0]!.href);
    expect(hrefs).toEqual(["101", "121", "141"]);
  });

  it("takes what the owner says in place of its parameters", async () => {
    const map = {
      parameters: { FACTOR: { title: "Ratio of the transformer", default: 1 } },
      registers: [register({ scale: "{{FACTOR}}" as unknown as number })],
    };
    const scaleOf = async (more: object) => {
      const { parts } = await described(map, more);
      return (parts[0]!.southbound.properties!.value as never)["map:serves"][0]["map:scale"];
    };
    expect(await scaleOf({})).toBe(1);
    expect(await scaleOf({ parameters: { FACTOR: 40 } })).toBe(40);
  });

  it("without a value for a parameter that has no default is refused", async () => {
    const map = { parameters: { FACTOR: { title: "x" } }, registers: [register({ scale: "{{FACTOR}}" as never })] };
    await expect(described(map)).rejects.toMatchObject({ code: "WOT_TD_INVALID" });
  });

  it("says what is always so of a device", async () => {
    const { parts } = await described({
      as: "thermostat",
      constants: { mode: "heat" },
      registers: [
        register({ name: "room", serves: "roomTemperature" }),
        register({ name: "set", serves: "targetTemperature" }),
      ],
    });
    expect(parts[0]!.modelName).toBe("thermostat");
    expect(parts[0]!.model.properties!.mode).toMatchObject({ enum: ["heat"], readOnly: true });
  });

  it("speaks to a gateway of a serial line, and to IPv6 hosts", async () => {
    const address = { host: "2001:db8::7", port: 4001, unitId: 17, framing: "rtu-over-tcp" } as const;
    const { parts } = await described({ registers: [register()] }, { address });
    expect(parts[0]!.southbound.base).toBe("modbus+rtuovertcp://[2001:db8::7]:4001/17/");
  });
});
