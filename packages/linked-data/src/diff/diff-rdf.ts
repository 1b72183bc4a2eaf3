import { expand } from "../expand.js";
import type { DocumentInput } from "../json-document.js";
import type { LinkedDataOptions } from "../linked-data-options.js";
import { statements } from "./statements.js";

/** Statements of RDF that only one of two documents makes, sorted. */
export interface RdfDifference {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * What differs between two documents as linked data: not the prefixes, the contexts, nor any order.
 *
 * A blank node is called by the way that leads to it from a named one, with the name or target that tells it from its
 * siblings: a change of one value is a change of one statement.
 *
 * @throws as `expand` does, for either document
 */
export async function diffRdf(
  before: DocumentInput,
  after: DocumentInput,
  options: LinkedDataOptions = {},
): Promise<RdfDifference> {
  const older = new Set(statements(await expand(before, options)));
  const newer = new Set(statements(await expand(after, options)));
  return {
    removed: [...older].filter((statement) => !newer.has(statement)).sort(),
    added: [...newer].filter((statement) => !older.has(statement)).sort(),
  };
}
