import { isObject } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn, listing } from "../../kinds/directory-listing.js";
import { judgedAnswer, unclaimed } from "../../kinds/judged-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const collectionHasMembers = directoryCheck({
  id: "tdd-things-list-pagination-collection",
  section: "exploration-directory-api-things-listing",
  level: "MAY",
  requirement: "A listing as an object has the Thing Descriptions as members, and their number as total.",
  procedure:
    "Sends GET to /things?format=collection. Warns when it brings an object that lacks one of them, or a total that is less than the members. A directory that answers with an array or an error claims nothing.",
  example: '/things?format=collection brings {"items":[]}.',
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    return judgedAnswer("members and total", await listing(subject, directory, "?format=collection"), (answer) => {
      const collection = descriptionIn(answer);
      if (collection === undefined) return unclaimed(`${summaryOf(answer)} without an object`);
      const { members, total } = collection;
      if (!Array.isArray(members) || !members.every(isObject)) return "there are no members";
      return (typeof total === "number" && total >= members.length) || `total is ${JSON.stringify(total)}`;
    });
  },
});
