import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionsIn, listing } from "../../kinds/directory-listing.js";
import { ofPage, pagesOf } from "../../kinds/directory-pages.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";

export const pagesMakeTheWhole = directoryCheck({
  id: "tdd-things-list-pagination",
  section: "exploration-directory-api-things-listing",
  level: "MAY",
  requirement: "The pages of a listing are together what is listed without them.",
  procedure:
    "Follows the links next from /things?limit=1, and compares with the whole listing. Warns when a Thing Description is missing or comes twice. Judges no more than the first pages of a long listing.",
  example: "The second page has the Thing Description of the first again.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "each Thing Description on one page";
    const whole = await listing(subject, directory);
    const { exchanges, ids, isComplete } = await pagesOf(subject, directory);
    return judgedAnswer(
      expected,
      exchanges[0]!,
      ofPage(() => {
        const all = (whole.response && descriptionsIn(whole.response)) ?? [];
        if (all.length < 2) return unclear("fewer than two are listed");
        const twice = ids.find((id, index) => ids.indexOf(id) !== index);
        if (twice !== undefined) return `${twice} comes twice`;
        const missing = all.map(({ id }) => String(id)).filter((id) => !ids.includes(id));
        return !isComplete || missing.length === 0 || `${missing[0]} is on no page`;
      }),
      ...exchanges.slice(1),
      whole,
    );
  },
});
