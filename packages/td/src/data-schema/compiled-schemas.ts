import type { Ajv } from "ajv";
import { canCompile, checkOf, createAjv } from "../json-schema/create-ajv.js";
import { interpretedCheck } from "../json-schema/interpreted/interpreted-check.js";
import { linearPatterns } from "../json-schema/pattern.js";
import type { SchemaCheck } from "../json-schema/schema-check.js";
import type { CleanSchema } from "./clean-schema.js";

/** An ajv instance never forgets the pieces of what it compiled, so it is replaced after this many. */
const maxCompilationsPerAjv = 500;

/** Compiles each distinct schema once, and keeps a bounded number of them: the one unused for longest goes first. */
export class CompiledSchemas {
  readonly #byText = new Map<string, SchemaCheck>();
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
  checkOf(schema: CleanSchema, text: string): SchemaCheck {
    const known = this.#byText.get(text);
    if (known === undefined) return this.#add(text, this.#compile(schema));
    this.#byText.delete(text);
    this.#byText.set(text, known);
    return known;
  }

  #compile(schema: CleanSchema): SchemaCheck {
    if (!canCompile()) return interpretedCheck(schema, { root: schema, allErrors: false, patterns: linearPatterns });
    if (this.#compilations++ % maxCompilationsPerAjv === 0)
      this.#ajv = createAjv({ allErrors: false, patterns: linearPatterns });
    const validate = this.#ajv!.compile(schema);
    this.#ajv!.removeSchema(schema);
    return checkOf(validate);
  }

  #add(text: string, check: SchemaCheck): SchemaCheck {
    this.#byText.set(text, check);
    if (this.#byText.size > this.#maxCompiledSchemas) this.#byText.delete(this.#byText.keys().next().value!);
    return check;
  }
}
