/** What a resolver must keep to. */
export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Most bytes of the document; a resolver that can tell the size before reads no longer one. */
  readonly maxBytes: number;
}

/**
 * Where the Thing Models come from that another one refers to.
 *
 * `url` is absolute and has no fragment. An implementation answers with the text of the document, or `undefined` where it
 * has none or may not read it; it ends when `signal` does. What it throws reaches the caller of `resolveThingModel`.
 */
export interface ThingModelResolver {
  read(url: string, options: ReadOptions): Promise<string | undefined>;
}
