import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionsIn, linksOf } from "../../kinds/directory-listing.js";
import { ofFirstPage } from "../../kinds/directory-pages.js";
import { unclaimed, unclear } from "../../kinds/judged-answer.js";

export const pageHasNext = directoryCheck({
  id: "tdd-things-list-pagination-header-nextlink",
  section: "exploration-directory-api-things-listing",
  level: "MUST",
  requirement: "A page that is not the last has a Link field with the relation next.",
  procedure:
    "Sends GET to /things?limit=1. Fails when it brings one Thing Description of several, and has no link next.",
  example: "/things?limit=1 brings one Thing Description of three, and there is no Link.",
  safety: "read",
  offers: ["things"],
  judge(subject, directory) {
    return ofFirstPage(subject, directory, "a link next", (response, total) => {
      if (total < 2) return unclear("fewer than two are listed");
      const { length } = descriptionsIn(response)!;
      if (length >= total) return unclaimed("everything is on one page");
      return linksOf(response, "next").length > 0 || `${length} of ${total}, and no link next`;
    });
  },
});
