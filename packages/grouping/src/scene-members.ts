import { isPromise } from "@thingwright/contracts";
import { asWotError, RequestError } from "@thingwright/errors";
import type { Task } from "./fan-out.js";
import type { Member, MemberOptions } from "./member.js";
import type { MemberDirectory } from "./member-directory.js";
import { isAsSet, propertySchema, type SceneValues } from "./scene-values.js";

/** The Things of a scene, and what they are asked. One that is not there is asked all the same, and cannot do it. */
export class SceneMembers {
  readonly #directory: MemberDirectory;
  readonly #titles = new Map<string, string>();

  constructor(directory: MemberDirectory) {
    this.#directory = directory;
  }

  /** A task for each Thing that sets its values. */
  setting(values: SceneValues): readonly Task[] {
    return Object.entries(values).map(([id, own]): Task => {
      const member = this.#member(id);
      return {
        member,
        async run(signal) {
          for (const [name, value] of Object.entries(own)) await member.write(name, value, { signal });
        },
      };
    });
  }

  /** A task for each Thing that takes what it has now of these values into `taken`. */
  taking(values: SceneValues, taken: Map<string, Readonly<Record<string, unknown>>>): readonly Task[] {
    return Object.entries(values).map(([id, own]): Task => {
      const member = this.#member(id);
      return {
        member,
        async run(signal) {
          const now = await Promise.all(
            Object.keys(own).map(async (name) => [name, await member.read(name, { signal })] as const),
          );
          taken.set(id, Object.fromEntries(now));
        },
      };
    });
  }

  /** Whether all Things that are there, of which there is at least one, have these values. Never rejects. */
  async areAsSet(values: SceneValues, options: MemberOptions): Promise<boolean> {
    const known = await Promise.all(
      Object.entries(values).flatMap(([id, own]) => {
        const member = this.#directory.find(id);
        return member === undefined ? [] : Object.entries(own).map(([name, set]) => isSet(member, name, set, options));
      }),
    );
    const answers = known.filter((each) => each !== undefined);
    return answers.length > 0 && answers.every((each) => each);
  }

  #member(id: string): Member {
    const member = this.#directory.find(id);
    if (member === undefined) return absent(id, this.#titles.get(id) ?? id);
    this.#titles.set(id, member.title);
    return member;
  }
}

/** `undefined` while nobody knows. */
async function isSet(member: Member, name: string, set: unknown, options: MemberOptions): Promise<boolean | undefined> {
  try {
    const value = member.read(name, options);
    return isAsSet(isPromise(value) ? await value : value, set, propertySchema(member.description, name));
  } catch (error) {
    return asWotError(error).code === "WOT_UNAVAILABLE" ? undefined : false;
  }
}

/** Stands for a Thing that is not there. */
function absent(id: string, title: string): Member {
  const away = (): never => {
    throw new RequestError("WOT_UNAVAILABLE", "there is no such Thing now");
  };
  return {
    id,
    title,
    description: { title } as Member["description"],
    read: away,
    write: away,
    invoke: away,
    follow: () => away,
  };
}
