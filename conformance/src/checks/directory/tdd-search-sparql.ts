import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { queries } from "../../kinds/sparql-search.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const sparqlIsThere = directoryCheck({
  id: "tdd-search-sparql",
  section: "exploration-directory-api-search",
  level: "MAY",
  requirement: "A search with SPARQL that the description offers is there.",
  procedure:
    "Sends a query to the address of the Form of searchSPARQL. Warns when it is answered with 404, 405 or 501.",
  example: "The Form of searchSPARQL leads to 404.",
  safety: "read",
  offers: ["searchSPARQL"],
  async judge(subject, directory) {
    const { href } = directory.form("searchSPARQL", "GET") ?? directory.form("searchSPARQL")!;
    const query = encodeURIComponent(queries.ask);
    const url = href.replace(/\{\?query\}/, `?query=${query}`).replace(/\{query\}/, query);
    const request = { ...directory.request("searchSPARQL", ""), url };
    return judgedAnswer("an answer to the query", await subject.http.ask(request), (answer) =>
      [404, 405, 501].includes(answer.response.status) ? summaryOf(answer) : true,
    );
  },
});
