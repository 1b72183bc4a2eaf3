import type { DirectoryApi } from "../../kinds/directory-api.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { type HttpExchange, isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const absentFeaturesAreErrors = directoryCheck({
  id: "tdd-http-unsupported-feature",
  section: "exploration-directory-api",
  level: "SHOULD",
  requirement: "What a directory does not have is answered with an HTTP error.",
  procedure:
    "Sends a query to each search that the description does not offer: JSONPath, XPath, SPARQL. Warns when one is answered with a success.",
  example: "The description has no searchXPath, and /search/xpath is answered with 200.",
  safety: "read",
  concerns: (directory) => (absentIn(directory).length > 0 ? true : "its description offers every search"),
  async judge(subject, directory) {
    const expected = "an error status";
    const exchanges: HttpExchange[] = [];
    for (const { path } of absentIn(directory))
      exchanges.push(await subject.http.ask(directory.request("things", path)));
    const answered = exchanges.find(({ response }) => response !== undefined && isSuccess(response));
    return judgedAnswer(expected, answered ?? exchanges[0]!, (answer) =>
      answered === undefined ? true : `${new URL(answer.request.url).pathname} is answered with ${summaryOf(answer)}`,
    );
  },
});

const searches = [
  { affordance: "searchJSONPath", path: "/search/jsonpath?query=%24%5B0%5D" },
  { affordance: "searchXPath", path: "/search/xpath?query=%2F*" },
  { affordance: "searchSPARQL", path: "/search/sparql?query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D" },
] as const;

const absentIn = (directory: DirectoryApi) => searches.filter(({ affordance }) => !directory.offers(affordance));
