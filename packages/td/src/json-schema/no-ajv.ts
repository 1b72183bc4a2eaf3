import { InternalError } from "@thingwright/errors";

/**
 * Stands for `create-ajv.ts` in bundles for browsers, by the `browser` field of the manifest. A page sees few schemas: to
 * walk them takes less time than to compile them, and ajv is a quarter of what it would have to load.
 */
export const canCompile = (): boolean => false;

export function createAjv(): never {
  throw new InternalError("WOT_INTERNAL", "there is no ajv here");
}

export const checkOf = createAjv;
