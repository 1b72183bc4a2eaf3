import { ThingDescriptionError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import type { LinkedDataLimits } from "./linked-data-options.js";

/**
 * Refuses a document that would keep JSON-LD busy out of all proportion to its size. Linear in the document, whose
 * depth must have been limited.
 *
 * @throws {ThingDescriptionError} WOT_TD_LIMIT over `maxQuads` or `maxContextWork`
 */
export function limitWork(document: object, { maxQuads, maxContextWork }: LinkedDataLimits): void {
  const { values, objects, contextLength } = measure(document);
  if (values > maxQuads) throw over(`holds ${values} values, more than the ${maxQuads} quads allowed`);
  const work = contextLength * objects;
  if (work > maxContextWork) throw over(`has contexts of ${contextLength} characters for ${objects} objects`);
}

interface Measure {
  values: number;
  objects: number;
  contextLength: number;
}

function measure(document: object): Measure {
  const sum: Measure = { values: 0, objects: 0, contextLength: 0 };
  const visit = (value: unknown): void => {
    sum.values += 1;
    if (Array.isArray(value)) value.forEach(visit);
    else if (isRecord(value)) {
      sum.objects += 1;
      for (const [name, member] of Object.entries(value)) {
        if (name === "@context") measureContext(member, sum);
        else visit(member);
      }
    }
  };
  visit(document);
  return sum;
}

function measureContext(context: unknown, sum: Measure): void {
  sum.contextLength += JSON.stringify(context)?.length ?? 0;
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    sum.objects += 1;
    Object.values(value).forEach(visit);
  };
  visit(context);
}

const over = (what: string) => new ThingDescriptionError("WOT_TD_LIMIT", `the document ${what}`);
