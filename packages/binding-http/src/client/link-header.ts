/**
 * Target of the link with this relation among the values of `Link` headers (RFC 8288 §3), as it is written there.
 *
 * @param relation - in lower case
 */
export function linkOf(values: readonly string[], relation: string): string | undefined {
  for (const value of values) {
    for (const [, target, parameters] of value.matchAll(
      /<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^",;\s]*))*)/g,
    )) {
      if (relationsIn(parameters!).includes(relation)) return target;
    }
  }
  return undefined;
}

/** The first `rel` counts, and may list several relations. */
function relationsIn(parameters: string): readonly string[] {
  for (const [, name, quoted, token] of parameters.matchAll(/;\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^",;\s]*))/g)) {
    if (name!.toLowerCase() === "rel") return (quoted ?? token ?? "").toLowerCase().split(/\s+/);
  }
  return [];
}
