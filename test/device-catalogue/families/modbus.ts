import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  describeRegisterMap,
  type RegisterMapName,
  registerMap,
  registerMapNames,
  type Scalar,
} from "@thingwright/adapter-modbus";
import { root } from "../../house/workspace.js";
import type { Family, Sample } from "../sample.js";

/** Products whose register map is here. */
export const modbus: Family = {
  name: "modbus",
  title: "Modbus",
  page: "../../packages/adapter-modbus/README.md",
  samples: () => Promise.all(registerMapNames.map(sampleOf)),
};

async function sampleOf(name: RegisterMapName): Promise<Sample> {
  const examples = readFileSync(join(root, `packages/adapter-modbus/maps/${name}.examples.json`), "utf8");
  const { parameters = {} } = JSON.parse(examples) as { readonly parameters?: Readonly<Record<string, Scalar>> };
  const map = registerMap(name);
  const device = { id: "urn:example:device", title: map.title, address: { host: "modbus.example" }, parameters };
  return { vendor: map.maker, device: name, ...(await describeRegisterMap(map, device)) };
}
