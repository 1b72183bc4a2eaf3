import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome } from "../outcome.js";

/** A Check of the bytes of a description. */
export interface DocumentCheck extends CheckDescription {
  judge(bytes: Uint8Array): Pick<Outcome, "judgement" | "expected" | "actual">;
}

/** The Check: inconclusive for a description that was not received as a document of its own. */
export function documentCheck({ judge, ...description }: DocumentCheck): Check {
  return {
    ...description,
    appliesTo: () => true,
    async run({ bytes, retrieval }) {
      const exchanges = retrieval === undefined ? [] : [retrieval.exchange];
      if (bytes === undefined) {
        return inconclusive(description.requirement, "no document of its own was received", ...exchanges);
      }
      return { ...judge(bytes), exchanges };
    },
  };
}
