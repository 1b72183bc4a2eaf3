import { compileDataSchema, type DataSchema } from "@thingwright/td";
import { mergePatch } from "./merge-patch.js";

/** What a recorded device remembers; what peers can put there is bounded. */
export class DeviceMemory {
  readonly #maxBytes: number;
  readonly #validators = new WeakMap<DataSchema, (value: unknown) => boolean>();
  #state: Readonly<Record<string, unknown>>;

  constructor(initial: Readonly<Record<string, unknown>>, maxBytes: number) {
    this.#state = initial;
    this.#maxBytes = maxBytes;
  }

  get state(): Readonly<Record<string, unknown>> {
    return this.#state;
  }

  /** Merges `patch` into the state; one that is no object, or would make it too large, changes nothing. */
  merge(patch: unknown): void {
    if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return;
    const next = mergePatch(this.#state, patch) as Readonly<Record<string, unknown>>;
    if (JSON.stringify(next).length <= this.#maxBytes) this.#state = next;
  }

  /** Whether `value` matches `schema`; without one everything does. */
  matches(schema: DataSchema | undefined, value: unknown): boolean {
    if (schema === undefined) return true;
    const known = this.#validators.get(schema);
    const matches = known ?? validatorOf(schema);
    if (known === undefined) this.#validators.set(schema, matches);
    return matches(value);
  }
}

function validatorOf(schema: DataSchema): (value: unknown) => boolean {
  const validator = compileDataSchema(schema);
  return (value) => {
    try {
      validator.validate(value);
      return true;
    } catch {
      return false;
    }
  };
}
