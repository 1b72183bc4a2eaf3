import type { LocalThing, LocalThings } from "@thingwright/core";
import { localMember } from "./local-member.js";
import type { Member } from "./member.js";

/** Finds members, which come and go. */
export interface MemberDirectory {
  /** The same object for the same Thing; `undefined` while it is not there. */
  find(id: string): Member | undefined;
  /** Calls `listener`, which does not throw, after a Thing has come or gone; returns what ends that. */
  watch(listener: () => void): () => void;
}

/** The Things that a Servient exposes: `localMembers(servient.things)`. */
export function localMembers(things: LocalThings): MemberDirectory {
  const members = new WeakMap<LocalThing, Member>();
  return {
    find(id) {
      const thing = things.get(id);
      if (thing === undefined) return undefined;
      const member = members.get(thing) ?? localMember(thing);
      members.set(thing, member);
      return member;
    },
    watch: (listener) => things.watch(listener),
  };
}

/** Members that are always there. */
export function fixedMembers(members: readonly Member[]): MemberDirectory {
  const byId = new Map(members.map((member) => [member.id, member]));
  return { find: (id) => byId.get(id), watch: () => () => {} };
}
