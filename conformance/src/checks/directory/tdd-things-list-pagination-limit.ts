import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionsIn, firstPage, pageSize } from "../../kinds/directory-listing.js";
import { ofPage } from "../../kinds/directory-pages.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";

export const limitIsKept = directoryCheck({
  id: "tdd-things-list-pagination-limit",
  section: "exploration-directory-api-things-listing",
  level: "MAY",
  requirement: "A page has no more Thing Descriptions than limit says.",
  procedure:
    "Sends GET to /things?limit=1. Warns when a page that has a link next has more than one. A directory that passes limit over claims nothing.",
  example: "/things?limit=1 brings two Thing Descriptions, and a link to more.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = `at most ${pageSize}`;
    const judge = ofPage(({ response }) => {
      const { length } = descriptionsIn(response)!;
      return length <= pageSize || `${length} of them`;
    });
    return judgedAnswer(expected, await firstPage(subject, directory), judge);
  },
});
