import type { OfferedForms, ThingForms } from "@thingwright/contracts";
import type { ThingDescription } from "@thingwright/td";
import { knownProfiles, profileObstacles } from "./profile-obstacles.js";

/** The Forms of one server as they were looked at, and the profiles that it meets with them. */
export interface ServedForms extends OfferedForms {
  readonly met: readonly string[];
}

/** Looks at the Forms of a server, once: it may make them anew each time. */
export function servedForms(server: ThingForms): ServedForms {
  const { properties, actions, events, thing } = server;
  const offered = { properties, actions, events, thing };
  return { ...offered, met: server.profiles?.(offered) ?? [] };
}

/**
 * `description` with the profiles that it may claim: those that a server meets, when the document keeps their common
 * constraints, and of those that were produced the ones of other authors, which nobody here can judge.
 *
 * A produced profile of the W3C that is not met is left out; {@link unmetProfiles} says why.
 */
export function withProfiles(description: ThingDescription, servers: readonly ServedForms[]): ThingDescription {
  const { profile: produced, ...rest } = description;
  const met = metBy(servers);
  const claimed = met.size > 0 && profileObstacles(rest as ThingDescription).length === 0 ? [...met] : [];
  const foreign = listOf(produced).filter((uri) => !knownProfiles.has(uri));
  const all = [...new Set([...claimed, ...foreign])];
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
  servers: readonly ServedForms[],
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

const metBy = (servers: readonly ServedForms[]): ReadonlySet<string> => new Set(servers.flatMap(({ met }) => met));

const listOf = (profile: ThingDescription["profile"]): readonly string[] => [profile ?? []].flat();
