import { canonicalText } from "../../json/canonical-text.js";
import { resolvePointer } from "../../json-pointer.js";
import { every } from "./container-keywords.js";
import type { CheckPart, Keyword } from "./keyword.js";
import { type Visit, violate } from "./visit.js";

const isEqual = (a: unknown, b: unknown): boolean => a === b || canonicalText(a) === canonicalText(b);

/** Of values of every type, in ajv's order. */
export const anyKeywords = (check: CheckPart): readonly (readonly [string, Keyword])[] => {
  /** Whether a branch fits, without a trace. */
  const fits = (visit: Visit, value: unknown, schema: unknown, by: string): boolean => {
    const silent = { ...visit, violations: [], rules: { ...visit.rules, allErrors: false } };
    return check(silent, { schema, by, isBranch: true }, value);
  };
  const branches = (visit: Visit, value: unknown, schemas: readonly unknown[], by: string) =>
    schemas.map((schema, index) => () => check(visit, { schema, by: `${by}/${index}`, isBranch: true }, value));
  return [
    [
      "$ref",
      (visit, value, reference) => {
        const schema = resolvePointer(visit.rules.root, String(reference).replace(/^#/, ""));
        return check({ ...visit, schemaPath: String(reference) }, { schema, by: "" }, value);
      },
    ],
    ["const", (visit, value, allowed) => isEqual(value, allowed) || violate(visit, "const", { allowedValue: allowed })],
    [
      "enum",
      (visit, value, allowed) =>
        (allowed as readonly unknown[]).some((each) => isEqual(value, each)) ||
        violate(visit, "enum", { allowedValues: allowed }),
    ],
    ["not", (visit, value, schema) => !fits(visit, value, schema, "not") || violate(visit, "not")],
    [
      "anyOf",
      (visit, value, schemas) => {
        const { length } = visit.violations;
        const isMet = branches(visit, value, schemas as readonly unknown[], "anyOf").some((passes) => passes());
        if (!isMet) return violate(visit, "anyOf");
        visit.violations.length = length;
        return true;
      },
    ],
    [
      "oneOf",
      (visit, value, schemas) => {
        const { length } = visit.violations;
        let passing = 0;
        for (const passes of branches(visit, value, schemas as readonly unknown[], "oneOf")) {
          if (passes() && ++passing === 2) break;
        }
        if (passing !== 1) return violate(visit, "oneOf", { passingSchemas: passing === 0 ? null : passing });
        visit.violations.length = length;
        return true;
      },
    ],
    [
      "allOf",
      (visit, value, schemas) =>
        every(visit, (schemas as readonly unknown[]).entries(), ([index, schema]) =>
          check(visit, { schema, by: `allOf/${index}` }, value),
        ),
    ],
    [
      "if",
      (visit, value, condition) => {
        const by = fits(visit, value, condition, "if") ? "then" : "else";
        const { [by]: schema } = visit.schema;
        if (schema === undefined || check(visit, { schema, by, isBranch: true }, value)) return true;
        return violate(visit, "if", { failingKeyword: by });
      },
    ],
  ];
};
