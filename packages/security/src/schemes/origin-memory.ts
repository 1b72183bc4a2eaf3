import type { AuthenticationTarget } from "@thingwright/contracts";
import type { SecurityScheme } from "@thingwright/td";

/** Origins of one security definition that are remembered; the oldest give way. */
const maxOrigins = 64;

/** What has been learnt of the origins that one security definition is used for; all Forms of a Thing share it. */
export class OriginMemory<T> {
  readonly #byDefinition = new WeakMap<SecurityScheme, Map<string, T>>();

  get(definition: SecurityScheme, target: AuthenticationTarget): T | undefined {
    return this.#byDefinition.get(definition)?.get(originOf(target));
  }

  set(definition: SecurityScheme, target: AuthenticationTarget, known: T): void {
    const origins = this.#byDefinition.get(definition) ?? new Map<string, T>();
    this.#byDefinition.set(definition, origins);
    origins.delete(originOf(target));
    if (origins.size >= maxOrigins) origins.delete(origins.keys().next().value ?? "");
    origins.set(originOf(target), known);
  }
}

/** Scheme and authority: what one origin has asked for is not told to another. */
const originOf = ({ uri }: AuthenticationTarget): string => /^[^/?#]*(?:\/\/[^/?#]*)?/.exec(uri)?.[0] ?? "";
