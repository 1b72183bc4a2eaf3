import type { ThingForms } from "@thingwright/contracts";
import type { ThingDescription } from "@thingwright/td";
import { knownProfiles, profileObstacles } from "./profile-obstacles.js";

/**
 * `description` with the profiles that it may claim: those that a server meets, when the document keeps their common
 * constraints, and of those that were produced the ones of other authors, which nobody here can judge.
 *
 * A produced profile of the W3C that is not met is left out; {@link unmetProfiles} says why.
 */
export function withProfiles(description: ThingDescription, servers: readonly ThingForms[]): ThingDescription {
  const { profile: produced, ...rest } = description;
  const met = metBy(servers);
  const claimed = met.size > 0 && profileObstacles(rest as ThingDescription).length === 0 ? [...met] : [];
  const foreign = listOf(produced).filter((uri) => !knownProfiles.has(uri));
  const all = [...claimed, ...foreign];
  if (all.length === 0) return rest as ThingDescription;
  return { ...rest, profile: all.length === 1 ? (all[0] as string) : all } as ThingDescription;
}

/** A profile that a Thing was produced with, and why its description does not claim it. */
export interface UnmetProfile {
  readonly profile: string;
  readonly reasons: readonly string[];
}

/** Those of the `produced` profiles that `description`, as it is served, does not claim. */
export function unmetProfiles(
  produced: ThingDescription["profile"],
  description: ThingDescription,
  servers: readonly ThingForms[],
): readonly UnmetProfile[] {
  const claimed = listOf(description.profile);
  const unmet = listOf(produced).filter((uri) => !claimed.includes(uri));
  if (unmet.length === 0) return [];
  const obstacles = profileObstacles(description);
  const met = metBy(servers);
  return unmet.map((profile) => ({
    profile,
    reasons: met.has(profile) ? obstacles : ["no server offers all that it asks for", ...obstacles],
  }));
}

const metBy = (servers: readonly ThingForms[]): ReadonlySet<string> =>
  new Set(servers.flatMap(({ profiles = [] }) => profiles));

const listOf = (profile: ThingDescription["profile"]): readonly string[] => [profile ?? []].flat();
