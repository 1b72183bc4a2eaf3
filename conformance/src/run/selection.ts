import { UsageError } from "@thingwright/errors";
import type { CheckDescription } from "../check.js";

/** What patterns go by. */
type Named = Pick<CheckDescription, "id" | "area">;

/** Which checks run. */
export interface Selection {
  /** Patterns of which a check must match one; all match when there is none. */
  readonly only: readonly string[];
  /** Patterns of which a check must match none. */
  readonly skip: readonly string[];
}

/**
 * The checks that are selected, in their order. A pattern names them by id (`td-json-*`), by area (`property`), or by both
 * (`http/*`): `*` stands for any characters, `?` for one.
 *
 * @throws {UsageError} WOT_ARGUMENT when a pattern names no check, or none is left
 */
export function select<C extends Named>(checks: readonly C[], { only, skip }: Selection): readonly C[] {
  const [wanted, unwanted] = [named(checks, only), named(checks, skip)];
  const selected = checks.filter((check) => (only.length === 0 || wanted.has(check)) && !unwanted.has(check));
  if (selected.length > 0) return selected;
  throw new UsageError("WOT_ARGUMENT", "no check is left to run");
}

function named<C extends Named>(checks: readonly C[], patterns: readonly string[]): ReadonlySet<C> {
  return new Set(patterns.flatMap((pattern) => namedBy(checks, pattern)));
}

function namedBy<C extends Named>(checks: readonly C[], text: string): readonly C[] {
  const pattern = new RegExp(`^${text.split(/\*+/).map(literal).join(".*")}$`);
  const found = checks.filter(({ id, area }) => [id, area, pathOf({ id, area })].some((name) => pattern.test(name)));
  if (found.length > 0) return found;
  throw new UsageError("WOT_ARGUMENT", `no check is named ${JSON.stringify(text)}`);
}

/** Area and id; an id that begins with its area stays as it is. */
export function pathOf({ id, area }: Named): string {
  return id.startsWith(`${area}/`) ? id : `${area}/${id}`;
}

function literal(text: string): string {
  return text.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("?", ".");
}
