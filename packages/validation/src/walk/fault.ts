/** How a document is mended at the place of a finding, where there is only one way to do it. */
export type Mend =
  | { readonly kind: "replace"; readonly value: unknown }
  | { readonly kind: "rename"; readonly name: string }
  /** It becomes the one item of an array. */
  | { readonly kind: "wrap" }
  | { readonly kind: "remove" };

/** One mistake in a document. */
export interface Fault {
  readonly level: "error" | "warning";
  /** The assertions that it breaks, the most telling first. */
  readonly assertions: readonly string[];
  /** JSON Pointer of the place. */
  readonly pointer: string;
  /** JSON Pointer of what is wrong: of the absent member, where one is missing. */
  readonly subject: string;
  /** Completes a sentence that begins with the place. */
  readonly phrase: string;
  readonly mend?: Mend;
}
