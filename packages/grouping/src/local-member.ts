import type { LocalThing } from "@thingwright/core";
import type { Member } from "./member.js";

/** A Thing of this program as a member: `servient.things.get(id)`. */
export function localMember(thing: LocalThing): Member {
  const { id, title, description } = thing;
  return {
    id,
    title,
    description,
    read: (name, options) => thing.read(name, options),
    write: (name, value, options) => thing.write(name, value, options),
    invoke: (name, input, options) => thing.invoke(name, input, options),
    follow(names, changed) {
      const ends = names
        .filter((name) => description.properties?.[name]?.observable === true)
        .map((name) => thing.observe(name, { changed: () => changed(name), ended: () => changed(name) }));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
