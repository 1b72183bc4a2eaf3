import { directoryCheck } from "../../kinds/directory-check.js";
import { outcome } from "../../outcome.js";

export const directoryOffersListing = directoryCheck({
  id: "tdd-things-list-only",
  section: "exploration-directory-api-things",
  level: "MUST",
  requirement: "A directory has an interface that lists Thing Descriptions.",
  procedure: "Looks at the description of the directory. Fails when it has no property things with a Form over HTTP.",
  example: "The description of the directory has retrieveThing, and no things.",
  safety: "read",
  judge(_subject, directory) {
    const expected = "a property things with a Form over HTTP";
    return outcome(
      directory.offers("things") ? "holds" : "violated",
      expected,
      directory.offers("things") ? "there is one" : "there is none",
    );
  },
});
