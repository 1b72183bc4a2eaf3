import { ThingDescriptionError } from "@thingwright/errors";
import { canonicalText } from "../json/canonical-text.js";
import type { SchemaCheck } from "../json-schema/schema-check.js";
import { usefulViolations } from "../json-schema/useful-violations.js";
import { describeViolation, type Violation } from "../json-schema/violation.js";
import type { CleanSchema } from "./clean-schema.js";
import { CompiledSchemas } from "./compiled-schemas.js";
import { type Check, type DataFinding, noFindings } from "./data-finding.js";

/** Equal schemas of different Things share what is compiled here. */
const compiled = new CompiledSchemas();

/** A check for any schema; it compiles, or finds what an equal schema compiled, when its first value comes. */
export function ajvCheck(schema: CleanSchema): Check {
  let violationsIn: SchemaCheck | undefined;
  return (value) => {
    violationsIn ??= compile(schema);
    return run(violationsIn, value);
  };
}

function compile(schema: CleanSchema): SchemaCheck {
  try {
    return compiled.checkOf(schema, canonicalText(schema));
  } catch (error) {
    const code = error instanceof RangeError ? "WOT_TD_LIMIT" : "WOT_TD_INVALID";
    throw new ThingDescriptionError(code, `the data schema cannot be used: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function run(violationsIn: SchemaCheck, value: unknown): readonly DataFinding[] {
  try {
    const violations = violationsIn(value);
    return violations.length === 0 ? noFindings : findingsOf(violations);
  } catch (error) {
    // A regular expression or a comparison ran out of stack.
    if (error instanceof RangeError) return tooLarge;
    throw error;
  }
}

const tooLarge: readonly DataFinding[] = [
  { pointer: "", message: "the value is too deep, or holds a string too long, to be checked", keyword: "type" },
];

function findingsOf(violations: readonly Violation[]): readonly DataFinding[] {
  return usefulViolations(violations).map((violation) => ({
    pointer: violation.instancePath,
    message: describeViolation(violation, "the value"),
    keyword: violation.keyword,
  }));
}
