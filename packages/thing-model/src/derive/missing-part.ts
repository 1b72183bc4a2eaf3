import type { JsonObject } from "../json-object.js";

/** What a Thing Description needs that neither model nor options give. */
export interface MissingPart {
  readonly kind: "placeholder" | "title" | "forms" | "href" | "security" | "securityDefinitions";
  /** JSON Pointer of the place in the Thing Description. */
  readonly pointer: string;
  /** Name of the placeholder. */
  readonly name?: string;
  /** JSON Schema of what fits, for a placeholder. */
  readonly schema?: JsonObject;
}
