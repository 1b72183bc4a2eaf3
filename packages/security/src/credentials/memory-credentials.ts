import type { CredentialStore, Credentials } from "@thingwright/contracts";

/** Credentials by the `id` of a Thing, or `"*"` for any Thing, and by the name of a security definition. */
export type CredentialEntries = Readonly<Record<string, Readonly<Record<string, Credentials>>>>;

/** A store whose secrets live in this process and can be changed while it runs. */
export interface MemoryCredentials extends CredentialStore {
  /** Counts from the next request on. `"*"` stands for any Thing. */
  set(thingId: string, name: string, credentials: Credentials): void;
  /** Unknown ones are ignored. */
  delete(thingId: string, name: string): void;
}

/**
 * A store of `entries`. An entry for the Thing's `id` goes before one for `"*"`; a Thing Description names its
 * definitions as it likes, so that `"*"` gives secrets to every Thing that asks by the right name.
 */
export function memoryCredentials(entries: CredentialEntries = {}): MemoryCredentials {
  const things = new Map<string, Map<string, Credentials>>();
  const set = (thingId: string, name: string, credentials: Credentials): void => {
    const definitions = things.get(thingId) ?? new Map<string, Credentials>();
    things.set(thingId, definitions.set(name, Object.freeze({ ...credentials })));
  };
  for (const [thingId, definitions] of Object.entries(entries)) {
    for (const [name, credentials] of Object.entries(definitions)) set(thingId, name, credentials);
  }
  return {
    set,
    get: (thing, name) => things.get(thing.id ?? "*")?.get(name) ?? things.get("*")?.get(name),
    delete(thingId, name) {
      things.get(thingId)?.delete(name);
    },
  };
}
