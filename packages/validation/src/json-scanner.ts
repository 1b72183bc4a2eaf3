import { type Place, pointerOf } from "./place.js";
import { isLongInteger } from "./text-survey.js";

/** A value in a JSON text: where it begins, and what it holds, by name or index. */
export interface JsonNode {
  readonly offset: number;
  readonly children?: ReadonlyMap<string, JsonNode>;
}

/** Most repeated members, and most long integers, that are named. */
const mostNamed = 100;

/** Walks a JSON text that `JSON.parse` has accepted and whose depth is limited. Time and memory are linear in it. */
export class JsonScanner {
  /** Pointers of members whose name was there before in the same object; the first hundred. */
  readonly repeated: string[] = [];
  /** Where integers are written with a fraction or an exponent; the first hundred. */
  readonly longIntegers: Place[] = [];
  readonly #text: string;
  #at: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  /** The value at the cursor, which stands behind it then. */
  scan(place?: Place): JsonNode {
    this.#skipSpace();
    const offset = this.#at;
    const first = this.#text[offset];
    if (first === "{") return { offset, children: this.#scanMembers(place) };
    if (first === "[") return { offset, children: this.#scanItems(place) };
    if (first === '"') this.#scanString();
    else this.#scanLiteral(place);
    return { offset };
  }

  #scanMembers(parent: Place | undefined): ReadonlyMap<string, JsonNode> {
    const members = new Map<string, JsonNode>();
    this.#at++;
    for (this.#skipSpace(); this.#text[this.#at] !== "}"; this.#skipSeparator()) {
      const name = JSON.parse(this.#scanString()) as string;
      const place = { name, parent };
      if (members.has(name) && this.repeated.length < mostNamed) this.repeated.push(pointerOf(place));
      this.#skipSpace();
      this.#at++;
      members.set(name, this.scan(place));
    }
    this.#at++;
    return members;
  }

  #scanItems(parent: Place | undefined): ReadonlyMap<string, JsonNode> {
    const items = new Map<string, JsonNode>();
    this.#at++;
    for (this.#skipSpace(); this.#text[this.#at] !== "]"; this.#skipSeparator()) {
      items.set(String(items.size), this.scan({ name: items.size, parent }));
    }
    this.#at++;
    return items;
  }

  #scanString(): string {
    const start = this.#at;
    for (this.#at++; this.#text[this.#at] !== '"'; this.#at++) if (this.#text[this.#at] === "\\") this.#at++;
    this.#at++;
    return this.#text.slice(start, this.#at);
  }

  /** A number, `true`, `false` or `null`. */
  #scanLiteral(place: Place | undefined): void {
    const start = this.#at;
    while (/[\w.+-]/.test(this.#text[this.#at] ?? "")) this.#at++;
    if (place === undefined || this.longIntegers.length === mostNamed) return;
    if (isLongInteger(this.#text.slice(start, this.#at))) this.longIntegers.push(place);
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
