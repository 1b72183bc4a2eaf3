import type { AdapterEnvironment } from "@thingwright/adapter-core";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import Ajv from "ajv";
import { describe, expect, it } from "vitest";
import { assignmentTemplate, knxPlugin } from "../../src/index.js";
import { keyring } from "../support/keyring.js";
import { house } from "../support/projects.js";
import { zipOf } from "../support/zip.js";

const table = "Name;Address;Datapoint Type\nHall light switch;1/0/1;DPST-1-1\n";
const project = {
  "knx_master.xml": '<KNX xmlns="http://knx.org/xml/project/20" />',
  "P-0001.signature": "x",
  "P-0001.zip": zipOf(
    { "0.xml": '<KNX><GroupAddress Id="GA-1" Address="1" Name="Cellar switch" DatapointType="DPST-1-1" /></KNX>' },
    { password: "swordfish" },
  ),
};
const files: Readonly<Record<string, string | Uint8Array>> = {
  "house.csv": table,
  "house.json": JSON.stringify(assignmentTemplate(house)),
  "wrong.json": "{}",
  "house.knxkeys": keyring(),
  "house.knxproj": zipOf(project),
};

const environment: AdapterEnvironment = {
  clock: systemClock,
  logger: silent,
  credentials: {
    get: ({ id }, name) =>
      id === "urn:example:house" && ["project", "keyring"].includes(name) ? { password: "swordfish" } : undefined,
  },
  readFile: async (name) => {
    const file = files[name];
    if (file === undefined) throw new UsageError("WOT_ARGUMENT", `there is no ${name}`);
    return Buffer.from(file);
  },
};

const titles = async (entry: Parameters<typeof knxPlugin.start>[1]): Promise<readonly string[]> => {
  await using servient = new Servient({});
  await using adapter = await knxPlugin.start(servient, entry, environment);
  return [...adapter.discover()].map(({ id, title }) => `${id} ${title}`);
};

const bus = "knx://192.0.2.7";

describe("the plugin for KNX", () => {
  it("offers what files say of an installation", async () => {
    expect(await titles({ bus, project: "house.csv" })).toEqual(["urn:knx:installation:1-0-1 Hall light"]);
    expect(await titles({ bus, project: "house.knxproj", id: "urn:example:house" })).toEqual([
      "urn:example:house:0-0-1 Cellar",
    ]);
    const spot = { key: "spot", name: "Spot", kind: "light", addresses: { switch: "1/0/1" } } as const;
    expect(await titles({ bus, project: "house.csv", devices: [spot] })).toEqual(["urn:knx:installation:spot Spot"]);
  });

  it("takes a tunnel of a keyring", async () => {
    const entry = {
      bus: "knx+secure://192.0.2.7",
      project: "house.csv",
      keyring: "house.knxkeys",
      id: "urn:example:house",
    };
    expect(await titles(entry)).toHaveLength(1);
    expect(await titles({ ...entry, tunnel: "1.1.251" })).toHaveLength(1);
    await expect(titles({ ...entry, tunnel: "1.1.99" })).rejects.toThrow(/no secure tunnel 1.1.99/);
    await expect(titles({ ...entry, id: "urn:example:other" })).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
    });
  });

  it("refuses what it cannot read, and says what it needs", async () => {
    await expect(titles({ bus })).rejects.toThrow(/needs the project/);
    await expect(titles({ bus, project: "nobody" })).rejects.toThrow(/no nobody/);
    await expect(titles({ bus, project: "house.knxproj" })).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    await expect(titles({ bus, project: "house.csv", devices: "wrong.json" })).rejects.toThrow(/no list of devices/);
    await expect(titles({ bus, devices: "house.csv" })).rejects.toThrow(/no JSON/);
  });

  it("describes its entries by a schema that takes nothing unknown", () => {
    const validate = new Ajv.default({ strict: false, formats: { uri: true } }).compile(knxPlugin.entrySchema);
    expect(validate({ bus, project: "house.knxproj", id: "urn:example:house" })).toBe(true);
    expect(validate({ bus: "knx+multicast://224.0.23.12:3671", devices: assignmentTemplate(house) })).toBe(true);
    for (const wrong of [{}, { bus: "http://x" }, { bus, password: "x" }, { bus, devices: [{ key: "x" }] }]) {
      expect(validate(wrong)).toBe(false);
    }
    expect(knxPlugin.keyOf({ bus })).toBe("urn:knx:installation");
  });
});
