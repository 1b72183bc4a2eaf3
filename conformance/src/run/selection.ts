import { UsageError } from "@thingwright/errors";
import type { Check } from "../check.js";

/**
 * The checks that a pattern names, in their order: by id (`td-json-*`), by area (`property`), or by both (`http/*`).
 * `*` stands for any characters, `?` for one.
 *
 * @throws {UsageError} WOT_ARGUMENT when it names none
 */
export function select(checks: readonly Check[], only: string | undefined): readonly Check[] {
  if (only === undefined) return checks;
  const pattern = new RegExp(`^${only.split(/\*+/).map(literal).join(".*")}$`);
  const selected = checks.filter(({ id, area }) => [id, area, pathOf({ id, area })].some((name) => pattern.test(name)));
  if (selected.length > 0) return selected;
  throw new UsageError("WOT_ARGUMENT", `no check is named ${JSON.stringify(only)}`);
}

/** Area and id; an id that begins with its area stays as it is. */
export function pathOf({ id, area }: Pick<Check, "id" | "area">): string {
  return id.startsWith(`${area}/`) ? id : `${area}/${id}`;
}

function literal(text: string): string {
  return text.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("?", ".");
}
