import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionsIn, linksOf } from "../../kinds/directory-listing.js";
import { ofFirstPage } from "../../kinds/directory-pages.js";
import { unclear } from "../../kinds/judged-answer.js";

export const pageHasCanonical = directoryCheck({
  id: "tdd-things-list-pagination-header-canonicallink",
  section: "exploration-directory-api-things-listing",
  level: "MUST",
  requirement:
    "A page has a Link field with the relation canonical that leads to the listing, and has the state of it as etag.",
  procedure:
    "Sends GET to /things?limit=1. Fails when there is no such link, it has no etag, or it leads elsewhere than to /things.",
  example: "A page has a link next alone.",
  safety: "read",
  offers: ["things"],
  judge(subject, directory) {
    return ofFirstPage(subject, directory, "a link canonical with an etag", (response, total) => {
      const isPage = linksOf(response, "next").length > 0 || descriptionsIn(response)!.length < total;
      if (!isPage) return unclear("fewer than two are listed");
      const canonical = linksOf(response, "canonical")[0];
      if (canonical === undefined) return "there is no link canonical";
      if ((canonical.parameters.get("etag") ?? "") === "") return "it has no etag";
      return /(^|\/)things([?#]|$)/.test(canonical.target) || `it leads to ${canonical.target}`;
    });
  },
});
