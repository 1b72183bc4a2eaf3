import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { queries, sparql } from "../../kinds/sparql-search.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const updatesAreRefused = directoryCheck({
  id: "tdd-search-sparql-error",
  section: "search-semantic",
  level: "MUST",
  requirement: "Whatever is none of SELECT, ASK, CONSTRUCT and DESCRIBE is answered with 400.",
  procedure: "Sends INSERT DATA { }, an update that changes nothing, as a query by GET. Fails on another status.",
  example: "INSERT DATA { } is answered with 200.",
  safety: "read",
  offers: ["searchSPARQL"],
  async judge(subject, directory) {
    return judgedAnswer("400", await sparql(subject, directory, queries.update), (answer) => {
      if ([404, 405, 501].includes(answer.response.status)) return unclear(summaryOf(answer));
      return answer.response.status === 400 || summaryOf(answer);
    });
  },
});
