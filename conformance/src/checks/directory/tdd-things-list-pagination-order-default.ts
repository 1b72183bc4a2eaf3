import { directoryCheck } from "../../kinds/directory-check.js";
import { ofPage, pagesOf } from "../../kinds/directory-pages.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";

export const listingIsOrdered = directoryCheck({
  id: "tdd-things-list-pagination-order-default",
  section: "exploration-directory-api-things-listing",
  level: "MUST",
  requirement: "The pages of a listing are in ascending order of the ids, by Unicode code point.",
  procedure:
    "Follows the links next from /things?limit=1. Fails when an id comes after a greater one. Judges no more than the first pages of a long listing.",
  example: "urn:b comes before urn:a.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const { exchanges, ids } = await pagesOf(subject, directory);
    const judge = ofPage(() => {
      if (ids.length < 2) return unclear("fewer than two are on the pages");
      const at = ids.findIndex(
        (id, index) => index > 0 && Buffer.compare(Buffer.from(ids[index - 1]!), Buffer.from(id)) > 0,
      );
      return at < 0 || `${ids[at]} comes after ${ids[at - 1]}`;
    });
    return judgedAnswer("ascending ids", exchanges[0]!, judge, ...exchanges.slice(1));
  },
});
