import { directoryCheck } from "../../kinds/directory-check.js";
import { firstPage, linksOf, pageSize } from "../../kinds/directory-listing.js";
import { ofPage } from "../../kinds/directory-pages.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";

export const nextHasArguments = directoryCheck({
  id: "tdd-things-list-pagination-header-nextlink-attr",
  section: "exploration-directory-api-things-listing",
  level: "MUST",
  requirement:
    "The link next has the limit of the request, and as offset where the next page begins, counted from zero.",
  procedure: "Sends GET to /things?limit=1. Fails when the link next has another limit, or another offset than 1.",
  example: "The link next is /things?page=2.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = `limit=${pageSize} and offset=${pageSize}`;
    const judge = ofPage(({ response }) => {
      const next = linksOf(response, "next")[0];
      if (next === undefined) return unclear("there is no link next");
      const query = new URLSearchParams(next.target.split("#")[0]!.split("?").slice(1).join("?"));
      const isRight = query.get("limit") === String(pageSize) && query.get("offset") === String(pageSize);
      return isRight || next.target;
    });
    return judgedAnswer(expected, await firstPage(subject, directory), judge);
  },
});
