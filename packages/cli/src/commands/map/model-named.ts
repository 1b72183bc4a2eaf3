import { resolve } from "node:path";
import type { ThingModel } from "@thingwright/td";
import { type ThingModelName, thingModel, thingModelNames } from "@thingwright/thing-descriptions";
import { type ModelOptions, readModel } from "../../resolved-model.js";
import type { Terminal } from "../../terminal.js";

const names: ReadonlySet<string> = new Set(thingModelNames);

/** The model of the common API that has this name, otherwise that of a file, sought in `folder`. */
export async function modelNamed(
  name: string,
  folder: string,
  options: ModelOptions,
  terminal: Terminal,
): Promise<ThingModel> {
  if (names.has(name)) return await thingModel(name as ThingModelName);
  return await readModel(resolve(folder, name), options, terminal);
}
