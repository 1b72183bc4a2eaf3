import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { queries, sparql } from "../../kinds/sparql-search.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const sparqlIsGet = directoryCheck({
  id: "tdd-search-sparql-method-get",
  section: "search-semantic",
  level: "MUST",
  requirement: "Queries in SPARQL are taken by GET at /search/sparql?query=….",
  procedure: "Sends an ASK query there. Fails when it is answered with an error.",
  example: "GET at /search/sparql is answered with 405.",
  safety: "read",
  offers: ["searchSPARQL"],
  async judge(subject, directory) {
    return judgedAnswer("a success status", await sparql(subject, directory, queries.ask), (answer) =>
      isSuccess(answer.response) ? true : summaryOf(answer),
    );
  },
});
