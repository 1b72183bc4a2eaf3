import { ThingDescriptionError } from "@thingwright/errors";
import { type Form, type FormHint, type Operation, opened } from "@thingwright/td";

/** What the Forms of some operations ask of whoever uses them, in place of what the Thing asks. */
export type Demand = Pick<Form, "security" | "scopes">;

/** Demands by operation; one that is not there asks what the Thing asks. */
export type Demands = ReadonlyMap<Operation, Demand>;

/**
 * What `forms` demand for each of `operations`. A Form without `op` speaks for all of them, and one that opens a
 * subscription for its end as well.
 *
 * @param pointer - of the affordance
 * @throws {ThingDescriptionError} WOT_TD_INVALID when two Forms of one operation demand different things: whoever is
 *   refused by one would use the other
 */
export function demandsOf(
  forms: readonly FormHint[] | undefined,
  operations: readonly Operation[],
  pointer: string,
): Demands {
  const demands = new Map<Operation, Demand>();
  for (const { op, security, scopes } of demanding(forms)) {
    const demand = { ...(security !== undefined && { security }), ...(scopes !== undefined && { scopes }) };
    for (const operation of op === undefined ? operations : [op].flat().map(opened)) {
      const before = demands.get(operation);
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(demand)) {
        throw new ThingDescriptionError("WOT_TD_INVALID", `forms of ${operation} differ in security or scopes`, {
          pointer: `${pointer}/forms`,
        });
      }
      demands.set(operation, demand);
    }
  }
  return demands;
}

/** Those of `forms` that demand anything, and no more of them than that. */
export const demanding = (forms: readonly FormHint[] = []): readonly Pick<FormHint, "op" | "security" | "scopes">[] =>
  forms
    .filter(({ security, scopes }) => security !== undefined || scopes !== undefined)
    .map(({ op, security, scopes }) => ({
      ...(op !== undefined && { op }),
      ...(security !== undefined && { security }),
      ...(scopes !== undefined && { scopes }),
    }));
