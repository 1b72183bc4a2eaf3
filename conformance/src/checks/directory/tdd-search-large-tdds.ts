import { directoryCheck } from "../../kinds/directory-check.js";
import { outcome } from "../../outcome.js";

export const directoryHasSearch = directoryCheck({
  id: "tdd-search-large-tdds",
  section: "exploration-directory-api-search",
  level: "SHOULD",
  requirement: "A directory has a search.",
  procedure:
    "Looks at the description of the directory. Warns when it offers none of searchJSONPath, searchXPath and searchSPARQL.",
  example: "The description of the directory offers things and retrieveThing alone.",
  safety: "read",
  judge(_subject, directory) {
    const searches = (["searchJSONPath", "searchXPath", "searchSPARQL"] as const).filter(directory.offers);
    const actual = searches.length > 0 ? searches.join(", ") : "none is offered";
    return outcome(searches.length > 0 ? "holds" : "violated", "a search", actual);
  },
});
