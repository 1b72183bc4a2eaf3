import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedResults } from "../../kinds/judged-results.js";

export const graphsAreJsonLd = directoryCheck({
  id: "tdd-search-sparql-resp-describe-construct",
  section: "search-semantic",
  level: "MUST",
  requirement:
    "DESCRIBE and CONSTRUCT are answered with 200 and application/ld+json, unless something else was asked for.",
  procedure:
    "Sends a DESCRIBE and a CONSTRUCT query without an Accept field. Fails when a success has another status or Content-Type.",
  example: "CONSTRUCT is answered with text/turtle.",
  safety: "read",
  offers: ["searchSPARQL"],
  async judge(subject, directory) {
    return await judgedResults(subject, directory, ["describe", "construct"], "application/ld+json");
  },
});
