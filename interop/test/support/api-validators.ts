import { createRequire } from "node:module";

/** The part of `@seriousme/openapi-schema-validator` that the tests use. */
interface OpenApiValidator {
  validate(document: unknown): Promise<{ readonly valid: boolean; readonly errors?: unknown }>;
}

/** The part of `@asyncapi/parser` that the tests use; severity 0 is an error. */
interface AsyncApiParser {
  validate(text: string): Promise<readonly { readonly severity: number; readonly message: string }[]>;
}

const require = createRequire(import.meta.url);

/** Installed with the interop tests only, so that the types of the sources do not need it. */
export const openApiValidator = (): OpenApiValidator =>
  new (require("@seriousme/openapi-schema-validator") as { Validator: new () => OpenApiValidator }).Validator();

/** The same of AsyncAPI. */
export const asyncApiParser = (): AsyncApiParser =>
  new (require("@asyncapi/parser") as { Parser: new () => AsyncApiParser }).Parser();
