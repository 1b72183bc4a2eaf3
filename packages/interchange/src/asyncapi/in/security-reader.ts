import { isRecord } from "@thingwright/td";
import { entriesOf, itemsOf } from "../../read/entries.js";
import type { Source } from "../../read/source.js";
import { readScheme } from "../../security/read-scheme.js";
import type { SecurityBuilder } from "../../thing/security-builder.js";

/** Reads `security` of AsyncAPI 2, which names schemes, and of AsyncAPI 3, which refers to them. One of a list is enough. */
export class SecurityReader {
  readonly #source: Source;
  readonly #builder: SecurityBuilder;
  /** Names in the Thing Description, by the pointer of the Security Scheme Object. */
  readonly #names = new Map<string, readonly string[]>();

  constructor(source: Source, builder: SecurityBuilder) {
    this.#source = source;
    this.#builder = builder;
  }

  /** Names for `security`; that of nothing is `nosec`. */
  read(list: unknown, pointer: string): readonly string[] {
    return this.#builder.require(itemsOf(list, pointer).flatMap(([item, at]) => this.#alternativesOf(item, at)));
  }

  #alternativesOf(item: unknown, pointer: string): readonly (readonly string[])[] {
    const isNamed = isRecord(item) && item.type === undefined && item.$ref === undefined;
    if (!isNamed) return this.#schemesAt(item, pointer).map((name) => [name]);
    let ways: readonly (readonly string[])[] = [[]];
    for (const [key, , at] of entriesOf(item, pointer)) {
      const names = this.#schemesAt({ $ref: `#/components/securitySchemes/${encodeURIComponent(key)}` }, at, key);
      ways = ways.flatMap((way) => names.map((name) => [...way, name])).slice(0, 64);
    }
    return ways;
  }

  #schemesAt(item: unknown, pointer: string, wanted?: string): readonly string[] {
    const place = this.#source.follow(item, pointer);
    const key = place?.pointer ?? pointer;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = wanted ?? key.slice(key.lastIndexOf("/") + 1);
    const names = readScheme(place, this.#source).map((each) =>
      this.#builder.define(/^\d+$/.test(name) ? "scheme" : name, each),
    );
    this.#names.set(key, names);
    return names;
  }
}
