import type { CredentialStore } from "@thingwright/contracts";

/** Secrets of which those of another store can take the place while a program runs. They count from the next request on. */
export class ReplaceableCredentials implements CredentialStore {
  #store: CredentialStore;

  constructor(store: CredentialStore) {
    this.#store = store;
  }

  become(store: CredentialStore): void {
    this.#store = store;
  }

  get(...asked: Parameters<CredentialStore["get"]>): ReturnType<CredentialStore["get"]> {
    return this.#store.get(...asked);
  }
}
