import { isObject, type Members, membersOf, mergedState } from "@thingwright/mapping";

/** Something that a bridge has: a lamp, a room, one sense of a sensor. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  /** All that the bridge says of it. */
  readonly members: Members;
}

export interface ResourceList {
  readonly resources: ReadonlyMap<string, Resource>;
  /** What of the bridge is not looked at, and why. */
  readonly problems: readonly string[];
}

/**
 * Reads the answer of `GET /clip/v2/resource`. Never throws: what is no resource is a problem.
 *
 * @see https://developers.meethue.com/develop/hue-api-v2/api-reference/
 */
export function readResources(answer: unknown, maxResources: number): ResourceList {
  const resources = new Map<string, Resource>();
  const problems: string[] = [];
  const { data } = membersOf(answer);
  for (const entry of Array.isArray(data) ? data : []) {
    const resource = resourceOf(entry);
    if (resource === undefined) problems.push("a resource without id or type");
    else if (resources.size === maxResources) problems.push(`${resource.id}: more than maxResources (${maxResources})`);
    else resources.set(resource.id, resource);
  }
  return { resources, problems };
}

/** One resource; `undefined` for what is none. */
export function resourceOf(entry: unknown): Resource | undefined {
  if (!isObject(entry)) return undefined;
  const { id, type } = entry;
  const isNamed = typeof id === "string" && /^[0-9a-f-]{1,64}$/i.test(id);
  return isNamed && typeof type === "string" && /^[a-z][a-z0-9_]{0,63}$/.test(type)
    ? { id, type, members: entry }
    : undefined;
}

/** Identifiers in a list of references, such as `services` and `children`. */
export const referencesIn = (list: unknown): readonly string[] =>
  (Array.isArray(list) ? list : []).flatMap((each) => {
    const { rid } = membersOf(each);
    return typeof rid === "string" ? [rid] : [];
  });

/** `resource` after an update, which says only what has changed. */
export const updated = (resource: Resource, changes: Members): Resource => ({
  ...resource,
  members: { ...membersOf(mergedState(resource.members, changes)), id: resource.id, type: resource.type },
});
