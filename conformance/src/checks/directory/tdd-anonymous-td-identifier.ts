import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionsIn, listing } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclear } from "../../kinds/judged-answer.js";

export const everyDescriptionHasId = directoryCheck({
  id: "tdd-anonymous-td-identifier",
  section: "exploration-directory-anonymous-td",
  level: "MUST",
  requirement: "Whatever a directory gives out has an id; what was registered without one has its local identifier.",
  procedure: "Lists the Thing Descriptions. Fails when one has no id.",
  example: "A listed Thing Description has no id.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "an id in every listed Thing Description";
    return judgedSuccess(expected, await listing(subject, directory), ({ response }) => {
      const descriptions = descriptionsIn(response) ?? [];
      if (descriptions.length === 0) return unclear("nothing is listed");
      const anonymous = descriptions.filter(({ id }) => typeof id !== "string" || id === "");
      return anonymous.length === 0 || `${anonymous.length} of ${descriptions.length} have none`;
    });
  },
});
