import { resolvePointer } from "../json-pointer.js";
import { canCompile, checkOf, createAjv } from "../json-schema/create-ajv.js";
import { interpretedCheck } from "../json-schema/interpreted/interpreted-check.js";
import { trustedPatterns } from "../json-schema/pattern.js";
import type { SchemaCheck } from "../json-schema/schema-check.js";
import type { Violation } from "../json-schema/violation.js";
import { w3cSchema } from "./w3c-schema.js";

/** The first violation of the W3C schema in `doc`, with those of the unions that it is in; empty when it is valid. */
export const firstErrors = (doc: unknown): readonly Violation[] => stopAtFirst()("")(doc);

/** Every violation of the W3C schema in `doc`; many for a document of any size, so ask {@link firstErrors} before. */
export const allErrors = (doc: unknown): readonly Violation[] => goOn()("")(doc);

/** Every violation of one of the W3C schema's `definitions` in `value`. */
export const definitionErrors = (definition: string, value: unknown): readonly Violation[] =>
  goOn()(`/definitions/${definition}`)(value);

/**
 * Some patterns of the W3C schema take quadratic time. They are about language tags, icon sizes and names of security
 * schemes, and none of these is that long.
 */
const maxPatternLength = 256;
const patterns = trustedPatterns(maxPatternLength);

const stopAtFirst = once(() => checksOf(false));
const goOn = once(() => checksOf(true));

/** The checks of the W3C schema, by the pointer of a schema in it. */
function checksOf(allErrors: boolean): (pointer: string) => SchemaCheck {
  if (!canCompile()) {
    const rules = { root: w3cSchema, allErrors, patterns };
    return (pointer) => interpretedCheck(resolvePointer(w3cSchema, pointer), rules);
  }
  const ajv = createAjv({ allErrors, patterns }).addSchema(w3cSchema);
  return (pointer) => checkOf(ajv.getSchema(pointer === "" ? w3cSchema.$id : `${w3cSchema.$id}#${pointer}`)!);
}

/** Compiling takes some tens of milliseconds: it waits until a document asks for it. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
