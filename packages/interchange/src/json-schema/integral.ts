import type { JsonObject, LossList } from "../conversion.js";

/** What a limit of integers becomes that is no integer: the nearest inside, which allows the same values. */
const nearest = new Map<string, (limit: number) => number>([
  ["minimum", Math.ceil],
  ["exclusiveMinimum", Math.floor],
  ["maximum", Math.floor],
  ["exclusiveMaximum", Math.ceil],
]);

/**
 * `schema` with limits of a Thing Description's IntegerSchema, which are integers themselves. A step that is none is a loss.
 *
 * @see TD 1.1 §5.3.2.5, `td-vocab-multipleOf--IntegerSchema`
 */
export function integral(schema: JsonObject, pointer: string, losses: LossList): JsonObject {
  if (schema.type !== "integer") return schema;
  const members = Object.entries(schema).flatMap(([term, value]): readonly [string, unknown][] => {
    const round = nearest.get(term);
    if (round !== undefined && typeof value === "number") return [[term, round(value)]];
    if (term !== "multipleOf" || Number.isInteger(value)) return [[term, value]];
    losses.add(`${pointer}/multipleOf`, "an integer's step is an integer");
    return [];
  });
  return Object.fromEntries(members);
}
