import { isWotError, ThingDescriptionError } from "@thingwright/errors";
import type { ValidateFunction } from "ajv";
import { canonicalText } from "../json/canonical-text.js";
import { usefulViolations } from "../json-schema/useful-violations.js";
import { describeViolation } from "../json-schema/violation.js";
import type { CleanSchema } from "./clean-schema.js";
import { CompiledSchemas } from "./compiled-schemas.js";
import { type Check, type DataFinding, noFindings } from "./data-finding.js";

/** Equal schemas of different Things share what is compiled here. */
const compiled = new CompiledSchemas();

/** A check for any schema; it compiles, or finds what an equal schema compiled, when its first value comes. */
export function ajvCheck(schema: CleanSchema): Check {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= compile(schema);
    return run(validate, value);
  };
}

function compile(schema: CleanSchema): ValidateFunction {
  try {
    return compiled.validatorOf(schema, canonicalText(schema));
  } catch (error) {
    if (isWotError(error)) throw error;
    const code = error instanceof RangeError ? "WOT_TD_LIMIT" : "WOT_TD_INVALID";
    throw new ThingDescriptionError(code, `the data schema cannot be used: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function run(validate: ValidateFunction, value: unknown): readonly DataFinding[] {
  try {
    return validate(value) ? noFindings : findingsOf(validate);
  } catch (error) {
    // A regular expression or a comparison ran out of stack.
    if (error instanceof RangeError) return tooLarge;
    throw error;
  }
}

const tooLarge: readonly DataFinding[] = [
  { pointer: "", message: "the value is too deep, or holds a string too long, to be checked", keyword: "type" },
];

function findingsOf({ errors }: ValidateFunction): readonly DataFinding[] {
  return usefulViolations(errors ?? []).map((violation) => ({
    pointer: violation.instancePath,
    message: describeViolation(violation, "the value"),
    keyword: violation.keyword,
  }));
}
