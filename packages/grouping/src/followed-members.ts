import type { Member } from "./member.js";
import type { MemberDirectory } from "./member-directory.js";

/** Follows properties of members for as long as these are there, and whenever they come back. */
export class FollowedMembers {
  readonly #directory: MemberDirectory;
  readonly #changed: () => void;
  readonly #followed = new Map<string, { readonly member: Member; readonly end: () => void }>();
  readonly #endWatch: () => void;
  #names: ReadonlyMap<string, readonly string[]> = new Map();

  /** @param changed - called when a value may be another one, or a member has come or gone; must not throw */
  constructor(directory: MemberDirectory, changed: () => void) {
    this.#directory = directory;
    this.#changed = changed;
    this.#endWatch = directory.watch(() => this.#align());
  }

  /** Follows these properties, by id of the member, and no others. */
  follow(names: ReadonlyMap<string, readonly string[]>): void {
    for (const { end } of this.#followed.values()) end();
    this.#followed.clear();
    this.#names = names;
    this.#align();
  }

  stop(): void {
    this.#endWatch();
    this.follow(new Map());
  }

  #align(): void {
    let isChanged = false;
    for (const [id, names] of this.#names) {
      const member = this.#directory.find(id);
      const known = this.#followed.get(id);
      if (known?.member === member) continue;
      isChanged = true;
      known?.end();
      if (member === undefined) this.#followed.delete(id);
      else this.#followed.set(id, { member, end: member.follow(names, this.#changed) });
    }
    if (isChanged) this.#changed();
  }
}
