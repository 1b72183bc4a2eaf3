import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { queries, sparql } from "../../kinds/sparql-search.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const sparqlIs11 = directoryCheck({
  id: "tdd-search-sparql-version",
  section: "search-semantic",
  level: "MUST",
  requirement: "The search takes SPARQL 1.1.",
  procedure:
    "Sends a SELECT query with an aggregate and BIND, which version 1.0 had not. Fails when it is answered with an error, where an ASK query is not.",
  example: "SELECT (COUNT(?s) AS ?n) is answered with 400.",
  safety: "read",
  offers: ["searchSPARQL"],
  async judge(subject, directory) {
    const plain = await sparql(subject, directory, queries.ask);
    const exchange = await sparql(subject, directory, queries.version11);
    return judgedAnswer(
      "a success status",
      exchange,
      (answer) => {
        if (isSuccess(answer.response)) return true;
        const isAnswered = plain.response !== undefined && isSuccess(plain.response);
        return isAnswered ? summaryOf(answer) : unclear(`no query is answered: ${summaryOf(plain)}`);
      },
      plain,
    );
  },
});
