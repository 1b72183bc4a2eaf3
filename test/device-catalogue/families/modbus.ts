import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  describeRegisterMap,
  describeSunSpec,
  modelTable,
  type RegisterMapName,
  registerMap,
  registerMapNames,
  type Scalar,
} from "@thingwright/adapter-modbus";
import { root } from "../../house/workspace.js";
import type { Family, Sample } from "../sample.js";

/** Products whose register map is here, and what SunSpec knows. */
export const modbus: Family = {
  name: "modbus",
  title: "Modbus",
  page: "../../packages/adapter-modbus/README.md",
  samples: () => Promise.all([...registerMapNames.map(sampleOf), ...sunSpecModels.map(sunSpecSample)]),
};

/** A model of each kind that says all that it may. */
const sunSpecModels = [103, 203, 802];

async function sunSpecSample(id: number): Promise<Sample> {
  const table = modelTable(id)!;
  const points = table.points.map(({ name }) => name);
  const model = { id, address: 40_070, length: 125, table, points };
  const device = { id: "urn:example:device", title: table.kind, address: { host: "modbus.example" } };
  const scan = { maker: "", product: "", models: [model], unknown: [] };
  return { vendor: "SunSpec", device: `sunspec/${table.kind}`, ...(await describeSunSpec(scan, device)) };
}

async function sampleOf(name: RegisterMapName): Promise<Sample> {
  const examples = readFileSync(join(root, `packages/adapter-modbus/maps/${name}.examples.json`), "utf8");
  const { parameters = {} } = JSON.parse(examples) as { readonly parameters?: Readonly<Record<string, Scalar>> };
  const map = registerMap(name);
  const device = { id: "urn:example:device", title: map.title, address: { host: "modbus.example" }, parameters };
  return { vendor: map.maker, device: name, ...(await describeRegisterMap(map, device)) };
}
