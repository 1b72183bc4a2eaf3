import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import { type DirectoryAffordance, type DirectoryApi, directoryApi } from "./directory-api.js";
import { thingCheck } from "./thing-check.js";

/** A Check of the API of a directory. */
export interface DirectoryCheck extends Omit<CheckDescription, "area" | "specification"> {
  /** What its description must offer; without one of them the assertion is not claimed. */
  readonly offers?: readonly DirectoryAffordance[];
  /** Whether the assertion concerns a directory that offers all of it. */
  concerns?(directory: DirectoryApi): true | string;
  judge(subject: ThingSubject, directory: DirectoryApi): Promise<Outcome> | Outcome;
}

/** The Check: what a directory offers is what its description says. */
export function directoryCheck({ offers = [], concerns = () => true, judge, ...description }: DirectoryCheck): Check {
  return thingCheck({
    ...{ ...description, area: "directory", specification: "discovery10" },
    appliesTo(subject) {
      const directory = directoryApi(subject);
      if (typeof directory === "string") return directory;
      const missing = offers.filter((affordance) => !directory.offers(affordance));
      return missing.length > 0 ? `its description does not offer ${missing.join(" and ")}` : concerns(directory);
    },
    judge(subject) {
      const directory = directoryApi(subject);
      return typeof directory === "string"
        ? inconclusive(description.requirement, directory)
        : judge(subject, directory);
    },
  });
}
