import { ThingDescriptionError } from "@thingwright/errors";
import { createAjv, linearPatterns, type Violation } from "@thingwright/td";
import { parse } from "yaml";
import type { RegisterMap } from "./register-map.js";
import { registerMapSchema } from "./register-map-schema.js";

/** Longest text of a register map. */
const maxCharacters = 1024 * 1024;

/**
 * The register map in a text of YAML or JSON, checked against {@link registerMapSchema}.
 *
 * @throws {ThingDescriptionError} WOT_MAPPING with a JSON Pointer when it is none
 */
export function readRegisterMap(text: string): RegisterMap {
  if (text.length > maxCharacters) throw broken("", `is longer than ${maxCharacters} characters`);
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw broken("", "is neither YAML nor JSON", cause);
  }
  return checkedRegisterMap(value);
}

/** `value`, when it is a register map. @throws like {@link readRegisterMap} */
export function checkedRegisterMap(value: unknown): RegisterMap {
  check ??= createAjv({ allErrors: false, patterns: linearPatterns }).compile(registerMapSchema);
  if (!check(value)) {
    const { instancePath, keyword, params } = (check.errors as readonly Violation[])[0]!;
    throw broken(instancePath, `does not satisfy "${keyword}" ${JSON.stringify(params)}`);
  }
  return value as RegisterMap;
}

/** Compiled when the first map is read. */
let check: ReturnType<ReturnType<typeof createAjv>["compile"]> | undefined;

const broken = (pointer: string, what: string, cause?: unknown): ThingDescriptionError =>
  new ThingDescriptionError("WOT_MAPPING", `the register map${pointer === "" ? "" : ` at ${pointer}`} ${what}`, {
    pointer,
    cause,
  });
