/** `names` as the query of a URI Template, the empty string for none (RFC 6570 §3.2.8). */
export const queryTemplate = (names: readonly string[]): string => (names.length === 0 ? "" : `{?${names.join(",")}}`);

/** Those of `uriVariables` that a template can name (RFC 6570 §2.3); others cannot be passed. */
export const templateNames = (uriVariables: ReadonlyMap<string, unknown>): readonly string[] =>
  [...uriVariables.keys()].filter((name) => /^\w+(?:\.\w+)*$/.test(name));
