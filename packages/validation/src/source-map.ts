import { escapePointer } from "@thingwright/td";

/** A place in a text, both from 1; `column` counts UTF-16 code units. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** Where the values of a JSON text stand in it. */
export interface SourceMap {
  /** The place of the value at `pointer`, or of the innermost one around it when there is none. */
  positionOf(pointer: string): SourcePosition;
  /** Pointers of members whose name was there before in the same object. */
  readonly repeated: readonly string[];
}

/**
 * Finds every value of `text`, which `JSON.parse` has accepted and whose depth is limited. Linear in the text.
 *
 * @see RFC 8259
 */
export function sourceMap(text: string): SourceMap {
  const scanner = new JsonScanner(text);
  scanner.scanValue("");
  return {
    repeated: scanner.repeated,
    positionOf(pointer) {
      let place = pointer;
      while (!scanner.offsets.has(place)) place = place.slice(0, place.lastIndexOf("/"));
      return positionAt(text, scanner.offsets.get(place)!);
    },
  };
}

/** The line and column of an offset. */
export function positionAt(text: string, offset: number): SourcePosition {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Walks a valid JSON text and notes the offset of each value by its pointer. */
class JsonScanner {
  readonly offsets = new Map<string, number>();
  readonly repeated: string[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith("\uFEFF")) this.#at = 1;
  }

  scanValue(pointer: string): void {
    this.#skipSpace();
    this.offsets.set(pointer, this.#at);
    const first = this.#text[this.#at];
    if (first === "{") this.#scanObject(pointer);
    else if (first === "[") this.#scanArray(pointer);
    else if (first === '"') this.#scanString();
    else this.#scanUntil(/[\s,\]}]/g);
  }

  #scanObject(pointer: string): void {
    const names = new Set<string>();
    this.#at++;
    for (this.#skipSpace(); this.#text[this.#at] !== "}"; this.#skipSeparator()) {
      const name = JSON.parse(this.#scanString()) as string;
      const place = `${pointer}/${escapePointer(name)}`;
      if (names.has(name)) this.repeated.push(place);
      names.add(name);
      this.#skipSpace();
      this.#at++;
      this.scanValue(place);
    }
    this.#at++;
  }

  #scanArray(pointer: string): void {
    this.#at++;
    this.#skipSpace();
    for (let index = 0; this.#text[this.#at] !== "]"; index++) {
      this.scanValue(`${pointer}/${index}`);
      this.#skipSeparator();
    }
    this.#at++;
  }

  #scanString(): string {
    const start = this.#at;
    for (this.#at++; this.#text[this.#at] !== '"'; this.#at++) if (this.#text[this.#at] === "\\") this.#at++;
    this.#at++;
    return this.#text.slice(start, this.#at);
  }

  #scanUntil(end: RegExp): void {
    end.lastIndex = this.#at;
    this.#at = end.exec(this.#text)?.index ?? this.#text.length;
  }

  /** To the next member or item, or to the end of the container. */
  #skipSeparator(): void {
    this.#skipSpace();
    if (this.#text[this.#at] === ",") this.#at++;
    this.#skipSpace();
  }

  #skipSpace(): void {
    while (" \t\r\n".includes(this.#text[this.#at] ?? "x")) this.#at++;
  }
}
