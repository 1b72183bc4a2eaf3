import { UsageError } from "@thingwright/errors";
import { objectText } from "../protocol/object-id.js";
import type { Point } from "../survey/survey.js";

const placeholder = "{thing}";
/** More of them would make matching slow: each is tried at every place. */
const maxWildcards = 4;
const maxLength = 256;

/**
 * A pattern of names: `{thing}` stands for the name of the Thing, at most once, and `*` for anything.
 *
 * @throws {UsageError} WOT_ARGUMENT for one with too many of either, or too long
 */
export class NamePattern {
  readonly #expression: RegExp;

  constructor(pattern: string) {
    const parts = pattern.split(placeholder);
    const wildcards = pattern.split("*").length - 1;
    if (parts.length > 2 || wildcards > maxWildcards || pattern.length > maxLength)
      throw new UsageError(
        "WOT_ARGUMENT",
        `a pattern has one {thing}, ${maxWildcards} wildcards and ${maxLength} characters at most, not "${pattern.slice(0, maxLength)}"`,
      );
    this.#expression = new RegExp(`^${parts.map(escaped).join("(.+)")}$`, "su");
  }

  /** What stands in the place of `{thing}`, empty where the pattern has none; `undefined` when `text` does not fit. */
  match(text: string): string | undefined {
    const match = this.#expression.exec(text.slice(0, maxLength));
    return match === null ? undefined : (match[1] ?? "");
  }

  /** Like `match`, of a point's name or its `type,instance`. */
  matchPoint({ name, object }: Point): string | undefined {
    return this.match(name) ?? this.match(objectText(object));
  }
}

const escaped = (text: string): string =>
  text
    .split("*")
    .map((part) => part.replace(/[\\^$.+?()[\]{}|/-]/g, "\\$&"))
    .join(".*");
