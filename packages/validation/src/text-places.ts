import { endOfString, unescapePointer } from "@thingwright/td";

/** Where a value stands in a text: from `start` up to `end`; its name from `nameStart` where it is a member. */
export interface TextPlace {
  readonly start: number;
  readonly end: number;
  readonly nameStart: number | undefined;
}

/** A place that is looked for, and those inside it. */
interface Wanted {
  readonly around: Wanted | undefined;
  readonly inside: Map<string, Wanted>;
  /** Whether it is asked for itself. */
  isTarget?: boolean;
  place?: TextPlace;
}

/**
 * Where the values at `pointers` begin in a text of which the same holds, and that has no member twice: reads no further than
 * to the last of them.
 */
export function startsIn(text: string, pointers: ReadonlySet<string>): (pointer: string) => number {
  const wanted = new WantedPlaces(pointers);
  new PlaceScanner(text, pointers.size).scan(wanted.root, undefined);
  return (pointer) => wanted.at(pointer).start;
}

/**
 * Finds the values at `pointers` in a text that `JSON.parse` has accepted and whose depth is limited; of repeated
 * members the last, and where there is no value the innermost one around. Reads the text once, and keeps nothing of
 * what is not asked for.
 */
export function placesIn(text: string, pointers: Iterable<string>): (pointer: string) => TextPlace {
  const wanted = new WantedPlaces(pointers);
  new PlaceScanner(text, Number.POSITIVE_INFINITY).scan(wanted.root, undefined);
  return (pointer) => wanted.at(pointer);
}

class WantedPlaces {
  readonly root: Wanted = { around: undefined, inside: new Map() };
  readonly #byPointer = new Map<string, Wanted>();

  constructor(pointers: Iterable<string>) {
    for (const pointer of pointers) {
      const target = this.#wanted(pointer);
      target.isTarget = true;
      this.#byPointer.set(pointer, target);
    }
  }

  /** The place of the value at `pointer`, one of those that are looked for, or of the innermost one around where there is none. */
  at(pointer: string): TextPlace {
    for (let at = this.#byPointer.get(pointer); at !== undefined; at = at.around) {
      if (at.place !== undefined) return at.place;
    }
    return this.root.place!;
  }

  #wanted(pointer: string): Wanted {
    let at = this.root;
    for (const token of tokensOf(pointer)) {
      let next = at.inside.get(token);
      if (next === undefined) {
        next = { around: at, inside: new Map() };
        at.inside.set(token, next);
      }
      at = next;
    }
    return at;
  }
}

const tokensOf = (pointer: string): readonly string[] => {
  const tokens = pointer.split("/").slice(1);
  return pointer.includes("~") ? tokens.map(unescapePointer) : tokens;
};

class PlaceScanner {
  readonly #text: string;
  #at: number;
  /** Places that are still to be found: with none left there is nothing more to read. */
  #left: number;

  constructor(text: string, left: number) {
    this.#text = text;
    this.#left = left;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** Steps over the value at the cursor, and notes it and what is looked for in it. */
  scan(wanted: Wanted | undefined, nameStart: number | undefined): void {
    this.#skipSpace();
    const start = this.#at;
    if (wanted !== undefined) {
      wanted.place = { start, end: start, nameStart };
      if (wanted.isTarget && --this.#left === 0) return;
    }
    const first = this.#text.charCodeAt(start);
    if (first === 0x22) this.#at = endOfString(this.#text, start + 1) + 1;
    else if (first !== 0x7b && first !== 0x5b) this.#skipLiteral();
    else if (wanted === undefined || wanted.inside.size === 0) this.#skipContainer();
    else if (first === 0x7b) this.#scanMembers(wanted);
    else this.#scanItems(wanted);
    if (wanted !== undefined) wanted.place = { start, end: this.#at, nameStart };
  }

  #scanMembers({ inside }: Wanted): void {
    this.#at++;
    for (this.#skipSpace(); this.#text.charCodeAt(this.#at) !== 0x7d; this.#skipSeparator()) {
      const nameStart = this.#at;
      this.#at = endOfString(this.#text, nameStart + 1) + 1;
      const name = this.#text.slice(nameStart + 1, this.#at - 1);
      this.#skipSpace();
      this.#at++;
      const plain = name.includes("\\") ? (JSON.parse(`"${name}"`) as string) : name;
      this.scan(inside.get(plain), nameStart);
      if (this.#left === 0) return;
    }
    this.#at++;
  }

  #scanItems({ inside }: Wanted): void {
    this.#at++;
    let index = 0;
    for (this.#skipSpace(); this.#text.charCodeAt(this.#at) !== 0x5d; this.#skipSeparator()) {
      this.scan(inside.get(String(index++)), undefined);
      if (this.#left === 0) return;
    }
    this.#at++;
  }

  #skipContainer(): void {
    let depth = 0;
    do {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === 0x22) this.#at = endOfString(this.#text, this.#at + 1);
      else if (unit === 0x7b || unit === 0x5b) depth++;
      else if (unit === 0x7d || unit === 0x5d) depth--;
      this.#at++;
    } while (depth > 0);
  }

  /** A number, `true`, `false` or `null`. */
  #skipLiteral(): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === 0x2c || unit === 0x7d || unit === 0x5d || unit <= 0x20) return;
    }
  }

  #skipSeparator(): void {
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) === 0x2c) this.#at++;
    this.#skipSpace();
  }

  #skipSpace(): void {
    while (this.#text.charCodeAt(this.#at) <= 0x20) this.#at++;
  }
}
