import { malformed } from "./malformed.js";
import { readTags, type Tag } from "./tag.js";

/** Goes through the tags of one service's data, in the order in which the service has them. */
export class TagCursor {
  readonly #tags: readonly Tag[];
  #at = 0;

  /** @throws {ProtocolError} WOT_PROTOCOL */
  constructor(bytes: Uint8Array) {
    this.#tags = readTags(bytes);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tags.length;
  }

  /** Whether the next tag is such a one. */
  is(kind: Tag["kind"], number?: number): boolean {
    const tag = this.#tags[this.#at];
    return tag !== undefined && tag.kind === kind && (number === undefined || tag.number === number);
  }

  /** The content of the next tag, which must be such a one. @throws {ProtocolError} WOT_PROTOCOL */
  take(kind: Tag["kind"], number?: number): Uint8Array {
    const tag = this.#tags[this.#at];
    if (tag === undefined || !this.is(kind, number))
      throw malformed(`expected a tag ${kind} ${number ?? ""}`.trimEnd(), "§21");
    this.#at += 1;
    return tag.content;
  }

  /** Like `take`; `undefined` when the next tag is another one. */
  optional(kind: Tag["kind"], number: number): Uint8Array | undefined {
    return this.is(kind, number) ? this.take(kind, number) : undefined;
  }

  /** The tags between the opening tag that comes next and its closing tag, those of nested ones included. */
  enclosed(number: number): readonly Tag[] {
    this.take("opening", number);
    const start = this.#at;
    let depth = 1;
    for (; this.#at < this.#tags.length; this.#at++) {
      const { kind } = this.#tags[this.#at]!;
      if (kind === "opening") depth += 1;
      if (kind === "closing") depth -= 1;
      if (depth > 0) continue;
      this.#at += 1;
      return this.#tags.slice(start, this.#at - 1);
    }
    throw malformed("a tag is opened and never closed", "§20.2.1.3.2");
  }
}
