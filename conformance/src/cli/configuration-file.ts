import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import { type GivenOptions, optionTypes } from "./option-types.js";

/** What a configuration file has: options by the names of the command line, and targets. */
export type Configured = GivenOptions & { readonly targets: readonly string[] };

/** Reads a configuration. @throws {UsageError} WOT_ARGUMENT when the file cannot be read, or has an option that is none */
export async function configurationIn(file: string | undefined): Promise<Configured> {
  if (file === undefined) return { targets: [] };
  try {
    const { targets = [], ...options } = JSON.parse(await readFile(file, "utf8"));
    if (!isTexts(targets)) throw new Error('"targets" is no list of texts');
    return { targets, ...Object.fromEntries(Object.entries(options).map(configuredOption)) };
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} is no configuration: ${(cause as Error).message}`, { cause });
  }
}

function configuredOption([name, value]: [string, unknown]): [string, unknown] {
  const option = Object.hasOwn(optionTypes, name) ? optionTypes[name as keyof typeof optionTypes] : undefined;
  if (option === undefined || name === "config" || name === "help") throw new Error(`"${name}" is no option`);
  if (option.type === "boolean") {
    if (typeof value === "boolean") return [name, value];
    throw new Error(`"${name}" is true or false`);
  }
  const texts = [value].flat().map((each) => (typeof each === "number" ? String(each) : each));
  if (!isTexts(texts) || (!("multiple" in option) && texts.length !== 1)) throw new Error(`"${name}" is no text`);
  return [name, "multiple" in option ? texts : texts[0]];
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
