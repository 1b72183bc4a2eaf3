import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedResults } from "../../kinds/judged-results.js";

export const resultsAreJson = directoryCheck({
  id: "tdd-search-sparql-resp-select-ask",
  section: "search-semantic",
  level: "MUST",
  requirement: "SELECT and ASK are answered with 200 and application/json, unless something else was asked for.",
  procedure:
    "Sends an ASK and a SELECT query without an Accept field. Fails when a success has another status or Content-Type.",
  example: "ASK is answered with application/sparql-results+xml.",
  safety: "read",
  offers: ["searchSPARQL"],
  async judge(subject, directory) {
    return await judgedResults(subject, directory, ["ask", "select"], "application/json");
  },
});
