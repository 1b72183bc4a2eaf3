import type { Ajv, ValidateFunction } from "ajv";
import { createAjv } from "../json-schema/create-ajv.js";
import { linearPatterns } from "../json-schema/pattern.js";
import type { CleanSchema } from "./clean-schema.js";

/** An ajv instance never forgets the pieces of what it compiled, so it is replaced after this many. */
const maxCompilationsPerAjv = 500;

/** Compiles each distinct schema once, and keeps a bounded number of them: the one unused for longest goes first. */
export class CompiledSchemas {
  readonly #byText = new Map<string, ValidateFunction>();
  readonly #maxCompiledSchemas: number;
  #ajv: Ajv | undefined;
  #compilations = 0;

  constructor(maxCompiledSchemas = 2_000) {
    this.#maxCompiledSchemas = maxCompiledSchemas;
  }

  /**
   * @param text - the canonical text of `schema`
   * @throws whatever ajv throws at a schema that it cannot compile
   */
  validatorOf(schema: CleanSchema, text: string): ValidateFunction {
    const known = this.#byText.get(text);
    if (known === undefined) return this.#add(text, this.#compile(schema));
    this.#byText.delete(text);
    this.#byText.set(text, known);
    return known;
  }

  #compile(schema: CleanSchema): ValidateFunction {
    if (this.#compilations++ % maxCompilationsPerAjv === 0)
      this.#ajv = createAjv({ allErrors: false, patterns: linearPatterns });
    const validate = this.#ajv!.compile(schema);
    this.#ajv!.removeSchema(schema);
    return validate;
  }

  #add(text: string, validate: ValidateFunction): ValidateFunction {
    this.#byText.set(text, validate);
    if (this.#byText.size > this.#maxCompiledSchemas) this.#byText.delete(this.#byText.keys().next().value!);
    return validate;
  }
}
