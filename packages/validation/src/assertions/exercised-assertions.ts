import { isRecord, isThingModel } from "@thingwright/td";
import { addModelTerms } from "./exercised-model.js";
import { addOccasions } from "./exercised-occasions.js";
import { type Add, addTerms } from "./exercised-terms.js";
import { tdAssertionTable } from "./td-assertion-table.js";

const known: ReadonlySet<string> = new Set(tdAssertionTable.map(([id]) => id));

/**
 * Ids of the assertions of TD 1.1 about documents that a Thing Description or Thing Model exercises: it has what they speak of,
 * so that it keeps or breaks them. What is not among them may be exercised too, and is not claimed to be.
 *
 * @param document - as `judgeDocument` read it: no deeper than its limit
 */
export function exercisedAssertions(document: unknown): ReadonlySet<string> {
  if (!isRecord(document)) return new Set();
  const ids = new Set<string>();
  const add: Add = (...more) => {
    for (const id of more) if (known.has(id)) ids.add(id);
  };
  add("td-json-open", "td-json-open_utf-8", "td-json-open_no-byte-order");
  if (isThingModel(document)) addModelTerms(document, add);
  else {
    add("td-processor");
    addTerms(document, add);
    addOccasions(document, add);
  }
  return ids;
}
