import type { Outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import { headerOf, isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import { essenceOf } from "../wire/http/media-type.js";
import type { DirectoryApi } from "./directory-api.js";
import { judgedAnswer, unclear } from "./judged-answer.js";
import { queries, sparql } from "./sparql-search.js";

/** Whether the results of these queries come with 200 and in this media type: the first that does not decides. */
export async function judgedResults(
  subject: ThingSubject,
  directory: DirectoryApi,
  names: readonly (keyof typeof queries)[],
  mediaType: string,
): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const name of names) {
    const exchange = await sparql(subject, directory, queries[name]);
    outcomes.push(
      judgedAnswer(`200 and ${mediaType}`, exchange, (answer) => {
        if (!isSuccess(answer.response)) return unclear(`${name}: ${summaryOf(answer)}`);
        const contentType = headerOf(answer.response, "content-type");
        if (answer.response.status !== 200) return `${name}: ${summaryOf(answer)}`;
        return essenceOf(contentType) === mediaType || `${name}: Content-Type: ${contentType ?? "none"}`;
      }),
    );
  }
  const worst = (["violated", "tool-error", "inconclusive"] as const).map((judgement) =>
    outcomes.find((each) => each.judgement === judgement),
  );
  return worst.find((each) => each !== undefined) ?? outcomes[0]!;
}
