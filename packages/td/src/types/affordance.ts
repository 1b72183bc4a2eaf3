import type { DataSchema, MultiLanguage } from "./data-schema.js";
import type { Form } from "./form.js";

/** Terms that every InteractionAffordance may have (TD 1.1 §5.3.1.2). */
export interface InteractionAffordance {
  readonly "@type"?: string | readonly string[];
  readonly title?: string;
  readonly titles?: MultiLanguage;
  readonly description?: string;
  readonly descriptions?: MultiLanguage;
  readonly forms: readonly Form[];
  readonly uriVariables?: Readonly<Record<string, DataSchema>>;
  readonly [extension: `${string}:${string}`]: unknown;
}

/** A state of the Thing (TD 1.1 §5.3.1.3): an affordance and the DataSchema of its value at once. */
export type PropertyAffordance = InteractionAffordance & DataSchema & { readonly observable?: boolean };

/** A function of the Thing (TD 1.1 §5.3.1.4). */
export interface ActionAffordance extends InteractionAffordance {
  readonly input?: DataSchema;
  readonly output?: DataSchema;
  readonly safe?: boolean;
  readonly idempotent?: boolean;
  readonly synchronous?: boolean;
}

/** An event source of the Thing (TD 1.1 §5.3.1.5). */
export interface EventAffordance extends InteractionAffordance {
  readonly subscription?: DataSchema;
  readonly data?: DataSchema;
  readonly dataResponse?: DataSchema;
  readonly cancellation?: DataSchema;
}
