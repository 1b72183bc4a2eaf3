import type { Outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import type { Answered, HttpExchange, HttpRequest, HttpResponse } from "../wire/http/http-exchange.js";
import { isSuccess } from "../wire/http/http-exchange.js";
import type { DirectoryApi } from "./directory-api.js";
import { descriptionsIn, firstPage, linksOf, listing } from "./directory-listing.js";
import { type AnswerFinding, judgedAnswer, unclaimed, unclear } from "./judged-answer.js";

/** Most pages of a listing that are followed. */
export const maxPages = 20;

/** Pages of a listing, from the first. */
export interface Pages {
  readonly exchanges: readonly HttpExchange[];
  /** Ids of the descriptions in them, in their order. */
  readonly ids: readonly string[];
  /** Whether the last one has no further. */
  readonly isComplete: boolean;
}

/** Follows the links from page to page. */
export async function pagesOf(subject: ThingSubject, directory: DirectoryApi): Promise<Pages> {
  const exchanges = [await firstPage(subject, directory)];
  const ids: string[] = [];
  for (;;) {
    const { response } = exchanges.at(-1)!;
    if (response === undefined || !isSuccess(response)) return { exchanges, ids, isComplete: false };
    ids.push(...(descriptionsIn(response) ?? []).map(({ id }) => String(id)));
    const next = linksOf(response, "next")[0];
    if (next === undefined) return { exchanges, ids, isComplete: true };
    if (exchanges.length === maxPages) return { exchanges, ids, isComplete: false };
    exchanges.push(await follow(next.target, subject, directory));
  }
}

/**
 * Asks for what a link leads to. A reference may be meant from the base of the API, and from where it was found: the first
 * that leads somewhere on the same server counts.
 */
export async function follow(target: string, subject: ThingSubject, directory: DirectoryApi): Promise<HttpExchange> {
  const requests = candidates(target, directory);
  const [first = directory.request("things", "/things")] = requests;
  for (const request of requests) {
    const exchange = await subject.http.ask(request);
    if (exchange.response !== undefined && isSuccess(exchange.response)) return exchange;
  }
  return await subject.http.ask(first);
}

function candidates(target: string, directory: DirectoryApi): readonly HttpRequest[] {
  const bare = directory.request("things", "/things", { headers: [["Accept", "application/ld+json"]] });
  const appended = target.startsWith("/") ? `${directory.base}${target}` : target;
  return [...new Set([target, appended])]
    .filter((each) => URL.canParse(each, `${directory.base}/`))
    .map((each) => new URL(each, `${directory.base}/`))
    .filter(({ origin }) => origin === new URL(directory.base).origin)
    .map(({ href }) => ({ ...bare, url: href }));
}

/** The Outcome of the first page of a listing, beside the number of all that is listed; without pages the assertion is not claimed. */
export async function ofFirstPage(
  subject: ThingSubject,
  directory: DirectoryApi,
  expected: string,
  judge: (response: HttpResponse, total: number) => AnswerFinding,
): Promise<Outcome> {
  const whole = await listing(subject, directory);
  const total = ((whole.response && descriptionsIn(whole.response)) ?? []).length;
  const ofAnswer = ofPage(({ response }) => judge(response, total));
  return judgedAnswer(expected, await firstPage(subject, directory), ofAnswer, whole);
}

/** Judges a page that is not the whole listing; without pages the assertion is not claimed. */
export function ofPage(judge: (answer: Answered) => AnswerFinding): (answer: Answered) => AnswerFinding {
  return (answer) => {
    if (!isSuccess(answer.response)) return unclaimed(`limit is answered with ${answer.response.status}`);
    const descriptions = descriptionsIn(answer.response);
    if (descriptions === undefined) return unclear("the page is no array of Thing Descriptions");
    if (descriptions.length === 0) return unclear("nothing is listed");
    const hasNext = linksOf(answer.response, "next").length > 0;
    if (descriptions.length > 1 && !hasNext) return unclaimed("limit is passed over: there are no pages");
    return judge(answer);
  };
}
