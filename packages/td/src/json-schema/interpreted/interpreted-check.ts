import { isRecord } from "../../json/is-record.js";
import type { Violation } from "../violation.js";
import { anyKeywords } from "./any-keywords.js";
import { arrayKeywords, objectKeywords } from "./container-keywords.js";
import { isOfType, typesOf } from "./data-type.js";
import type { CheckPart, Keyword } from "./keyword.js";
import { numberKeywords, stringKeywords } from "./scalar-keywords.js";
import { type Rules, type Visit, violate } from "./visit.js";

/**
 * A check of values by `schema` that makes no code: it walks the schema with each value. Slower than what ajv compiles; it
 * agrees with ajv on what is valid, and nearly always on what to say of what is not.
 */
export function interpretedCheck(schema: unknown, rules: Rules): (value: unknown) => readonly Violation[] {
  return (value) => {
    const violations: Violation[] = [];
    const visit: Visit = { rules, schema: {}, instancePath: "", schemaPath: "#", isBranch: false, violations };
    checkPart(visit, { schema, by: "" }, value);
    return violations;
  };
}

interface Group {
  /** Type of the values that it looks at; `undefined` for all. */
  readonly type: string | undefined;
  readonly keywords: readonly (readonly [string, Keyword])[];
}

const checkPart: CheckPart = (outer, { schema, at = "", by, isBranch = false }, value) => {
  const visit: Visit = {
    rules: outer.rules,
    schema: isRecord(schema) ? schema : {},
    instancePath: outer.instancePath + at,
    schemaPath: by === "" ? outer.schemaPath : `${outer.schemaPath}/${by}`,
    isBranch: outer.isBranch || isBranch,
    violations: outer.violations,
  };
  return schema === false ? violate(visit, "false schema") : checkKeywords(visit, value);
};

/** In ajv's order. */
const groups: readonly Group[] = [
  { type: "number", keywords: numberKeywords },
  { type: "string", keywords: stringKeywords },
  { type: undefined, keywords: anyKeywords(checkPart) },
  { type: "array", keywords: arrayKeywords(checkPart) },
  { type: "object", keywords: objectKeywords(checkPart) },
];

function checkKeywords(visit: Visit, value: unknown): boolean {
  const { schema, rules, isBranch, violations } = visit;
  const before = violations.length;
  const types = typesOf(schema);
  const used = groups.filter(({ keywords }) => keywords.some(([name]) => schema[name] !== undefined));
  const lateType = types.length === 1 && used.some(({ type }) => type === types[0]) ? types[0] : undefined;
  const mistyped = types.length > 0 && !types.some((type) => isOfType(value, type));
  const tellType = (): false => violate(visit, "type", { type: schema.type });
  // ajv leaves here, but within a union it goes on to the next group.
  if (mistyped && lateType === undefined && !tellType() && !rules.allErrors && !isBranch) return false;
  for (const { type, keywords } of used) {
    if (type === undefined || isOfType(value, type)) checkGroup(visit, keywords, value);
    else if (type === lateType) tellType();
    if (!rules.allErrors && violations.length > before) return false;
  }
  return violations.length === before;
}

function checkGroup(visit: Visit, keywords: Group["keywords"], value: unknown): void {
  for (const [name, keyword] of keywords) {
    const { [name]: argument } = visit.schema;
    if (argument !== undefined && !keyword(visit, value, argument) && !visit.rules.allErrors) return;
  }
}
