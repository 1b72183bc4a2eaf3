import type { JsonObject } from "../json-object.js";
import { type Difference, difference, said } from "./difference.js";
import { canonicalText } from "./same-json.js";

/** Differences in `type`, and in the values that `enum` and `const` list. */
export function* valueSetDifferences(before: JsonObject, after: JsonObject, pointer: string): Generator<Difference> {
  yield* typeDifferences(said(before, "type"), said(after, "type"), pointer);
  const [old, now] = [listed(before), listed(after)];
  if (old.values === undefined && now.values === undefined) return;
  if (old.values === undefined) return yield difference(pointer, now.term, "narrower", "now lists the values");
  if (now.values === undefined) return yield difference(pointer, old.term, "wider", "no longer lists the values");
  const [gone, come] = [missing(old.values, now.values), missing(now.values, old.values)];
  if (come.length > 0) yield difference(pointer, now.term, "wider", `has gained ${come.join(", ")}`);
  if (gone.length > 0) yield difference(pointer, now.term, "narrower", `has lost ${gone.join(", ")}`);
}

function* typeDifferences(old: unknown, now: unknown, pointer: string): Generator<Difference> {
  if (old === now) return;
  if (old === undefined) yield difference(pointer, "type", "narrower", `is now ${now}`);
  else if (now === undefined) yield difference(pointer, "type", "wider", `was ${old} and is anything now`);
  else {
    const effect =
      old === "integer" && now === "number" ? "wider" : old === "number" && now === "integer" ? "narrower" : "changed";
    yield difference(pointer, "type", effect, `was ${old} and is ${now} now`);
  }
}

interface Listed {
  readonly term: "enum" | "const";
  readonly values: ReadonlySet<string> | undefined;
}

/** The values that a schema lists, as texts; a `const` is a list of one. */
function listed(schema: JsonObject): Listed {
  const constant = said(schema, "const");
  if (constant !== undefined) return { term: "const", values: new Set([canonicalText(constant)]) };
  const values = said(schema, "enum");
  return { term: "enum", values: Array.isArray(values) ? new Set(values.map(canonicalText)) : undefined };
}

const missing = (from: ReadonlySet<string>, to: ReadonlySet<string>): readonly string[] =>
  [...from].filter((value) => !to.has(value));
