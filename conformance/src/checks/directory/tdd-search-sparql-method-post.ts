import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { queries } from "../../kinds/sparql-search.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const sparqlIsPost = directoryCheck({
  id: "tdd-search-sparql-method-post",
  section: "search-semantic",
  level: "MAY",
  requirement: "Queries in SPARQL that the description offers to take by POST are taken at /search/sparql.",
  procedure:
    "Sends an ASK query there by POST, as application/sparql-query. Warns when it is answered with 404, 405 or 501.",
  example: "POST at /search/sparql is answered with 405.",
  safety: "write",
  offers: ["searchSPARQL"],
  concerns: (directory) =>
    directory.form("searchSPARQL", "POST") === undefined ? "its description offers no POST for searchSPARQL" : true,
  async judge(subject, directory) {
    const parts = {
      method: "POST",
      headers: [["Content-Type", "application/sparql-query"]] as const,
      body: Buffer.from(queries.ask),
    };
    const request = directory.request("searchSPARQL", "/search/sparql", parts);
    const effect = `asks ${subject.thing.title} a query by POST`;
    const exchange = await subject.http.change(request, { safety: "write", effect });
    return judgedAnswer("an answer to the query", exchange, (answer) =>
      [404, 405, 501].includes(answer.response.status) ? summaryOf(answer) : true,
    );
  },
});
