import type { Authentication } from "@thingwright/contracts";
import { ThingDescriptionError } from "@thingwright/errors";

type Named = Readonly<Record<string, string>>;
const namedCarriers = ["headers", "query", "cookies", "uriVariables", "body"] as const;
const singleCarriers = ["user", "psk", "certificate"] as const;

/**
 * What all of `parts` add to a request.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID when two of them want the same place, which can hold only one
 */
export function mergeAuthentications(parts: readonly Authentication[]): Authentication {
  const merged: { -readonly [C in keyof Authentication]: Authentication[C] } = {};
  for (const part of parts) {
    for (const carrier of namedCarriers) {
      const added = part[carrier];
      if (added !== undefined) merged[carrier] = mergeNamed(carrier, merged[carrier], added);
    }
    for (const carrier of singleCarriers) {
      if (part[carrier] === undefined) continue;
      if (merged[carrier] !== undefined) throw twice(carrier);
      Object.assign(merged, { [carrier]: part[carrier] });
    }
  }
  return merged;
}

function mergeNamed(carrier: string, before: Named | undefined, added: Named): Named {
  if (before === undefined) return added;
  for (const name of Object.keys(added)) if (Object.hasOwn(before, name)) throw twice(`${carrier} "${name}"`);
  return { ...before, ...added };
}

const twice = (place: string) =>
  new ThingDescriptionError("WOT_TD_INVALID", `two security schemes of one form use the same place: ${place}`);
