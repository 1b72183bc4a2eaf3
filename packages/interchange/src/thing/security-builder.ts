import type { SecurityScheme } from "@thingwright/td";
import { UniqueNames } from "../unique-names.js";

/** Puts `securityDefinitions` together, and names in it for alternatives of schemes. */
export class SecurityBuilder {
  readonly #definitions = new Map<string, SecurityScheme>();
  readonly #names = new UniqueNames();
  /** Names of schemes made here, by what they mean. */
  readonly #made = new Map<string, string>();

  /** Defines `scheme` by the name `wanted`, or one like it that is free. */
  define(wanted: string, scheme: SecurityScheme): string {
    const name = this.#names.take(wanted);
    this.#definitions.set(name, scheme);
    return name;
  }

  /** The names to write in `security` for `alternatives`, of which one is enough, each with all that it needs at once. */
  require(alternatives: readonly (readonly string[])[]): readonly string[] {
    const ways = [...new Map(alternatives.map((needed) => [JSON.stringify(needed), needed])).values()];
    if (ways.length === 1 && ways[0]!.length > 0) return ways[0]!;
    if (ways.length < 2) return [this.#make("nosec", { scheme: "nosec" })];
    const choices = ways.map((needed) => {
      if (needed.length === 0) return this.#make("nosec", { scheme: "nosec" });
      return needed.length === 1 ? needed[0]! : this.#make("all", { scheme: "combo", allOf: needed });
    });
    return [this.#make("any", { scheme: "combo", oneOf: choices })];
  }

  #make(wanted: string, scheme: SecurityScheme): string {
    const key = JSON.stringify(scheme);
    const known = this.#made.get(key) ?? this.define(wanted, scheme);
    this.#made.set(key, known);
    return known;
  }

  /** Whether the scheme `name` asks for nothing. */
  isOpen(name: string): boolean {
    return this.#definitions.get(name)?.scheme === "nosec";
  }

  toDefinitions(): Readonly<Record<string, SecurityScheme>> {
    return Object.fromEntries(this.#definitions);
  }
}
