import type { Ajv, ErrorObject } from "ajv";
import { createAjv } from "../json-schema/create-ajv.js";
import { trustedPatterns } from "../json-schema/pattern.js";
import { w3cSchema } from "./w3c-schema.js";

/** The first violation of the W3C schema in `doc`, with those of the unions that it is in; empty when it is valid. */
export const firstErrors = (doc: unknown): readonly ErrorObject[] => errorsIn(stopAtFirst(), w3cSchema.$id, doc);

/** Every violation of the W3C schema in `doc`; many for a document of any size, so ask {@link firstErrors} before. */
export const allErrors = (doc: unknown): readonly ErrorObject[] => errorsIn(goOn(), w3cSchema.$id, doc);

/** Every violation of one of the W3C schema's `definitions` in `value`. */
export const definitionErrors = (definition: string, value: unknown): readonly ErrorObject[] =>
  errorsIn(goOn(), `${w3cSchema.$id}#/definitions/${definition}`, value);

function errorsIn(ajv: Ajv, schemaId: string, value: unknown): readonly ErrorObject[] {
  const validate = ajv.getSchema(schemaId)!;
  return validate(value) ? [] : [...(validate.errors ?? [])];
}

/**
 * Some patterns of the W3C schema take quadratic time. They are about language tags, icon sizes and names of security
 * schemes, and none of these is that long.
 */
const maxPatternLength = 256;
const patterns = trustedPatterns(maxPatternLength);

const stopAtFirst = once(() => createAjv({ allErrors: false, patterns }).addSchema(w3cSchema));
const goOn = once(() => createAjv({ allErrors: true, patterns }).addSchema(w3cSchema));

/** Compiling takes some tens of milliseconds: it waits until a document asks for it. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
