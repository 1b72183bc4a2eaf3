import { tdAssertions } from "@thingwright/validation";
import { architectureAssertions } from "./architecture-assertions.js";
import type { Assertion, AssertionRow } from "./assertion.js";
import { discoveryAssertions } from "./discovery-assertions.js";
import { profileAssertions } from "./profile-assertions.js";
import type { SpecificationName } from "./specification.js";
import { tdQuestions } from "./td-questions.js";

/**
 * Every normative assertion that the W3C gave an id, in the order of the documents: TD 1.1, Architecture 1.1, Discovery 1.0
 * and the Profile.
 */
export const assertions: readonly Assertion[] = [
  ...tdAssertions().map(({ id, section, level }): Assertion => {
    const question = tdQuestions.get(id);
    return { id, specification: "td11", section, level, ...(question === undefined ? {} : { question }) };
  }),
  ...architectureAssertions.map(assertionOf("architecture11")),
  ...discoveryAssertions.map(assertionOf("discovery10")),
  ...profileAssertions.map(assertionOf("profile10")),
];

function assertionOf(specification: SpecificationName) {
  return ([id, section, level, question]: AssertionRow): Assertion => ({
    ...{ id, specification, section, level, question },
  });
}
