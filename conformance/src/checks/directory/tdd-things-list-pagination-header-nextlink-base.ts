import { directoryCheck } from "../../kinds/directory-check.js";
import { firstPage, linksOf } from "../../kinds/directory-listing.js";
import { follow, ofPage } from "../../kinds/directory-pages.js";
import { isPassing } from "../../kinds/form-answer.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const nextLeadsOn = directoryCheck({
  id: "tdd-things-list-pagination-header-nextlink-base",
  section: "exploration-directory-api-things-listing",
  level: "MUST",
  requirement: "The link next is absolute, or relative to the base of the API.",
  procedure:
    "Sends GET to /things?limit=1 and follows the link next, resolved and appended to the base. Fails when neither leads to a page of this server.",
  example: "The link next is ../page?offset=1, where nothing is.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const first = await firstPage(subject, directory);
    const next = first.response === undefined ? undefined : linksOf(first.response, "next")[0];
    const second = next === undefined ? undefined : await follow(next.target, subject, directory);
    const judge = ofPage(() => {
      if (next === undefined || second === undefined) return unclear("there is no link next");
      if (second.response === undefined || isPassing(second.response)) return unclear(summaryOf(second));
      return isSuccess(second.response) || `${next.target} leads to ${summaryOf(second)}`;
    });
    return judgedAnswer("a link that leads to a page", first, judge, ...(second === undefined ? [] : [second]));
  },
});
