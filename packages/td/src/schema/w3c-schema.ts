import schema from "wot-thing-description-types/schema/td-json-schema-validation.json" with { type: "json" };

/**
 * The JSON Schema of the TD 1.1 Recommendation (TD 1.1 appendix B), from the W3C's own package. The only import of a `.json`
 * file: Node.js (20.19 and later) loads it without a warning, bundlers inline it.
 */
export const w3cSchema: Readonly<Record<string, unknown>> & { readonly $id: string } = schema;
