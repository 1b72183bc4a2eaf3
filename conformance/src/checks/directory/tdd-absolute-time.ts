import { isTime } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { listing } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclaimed } from "../../kinds/judged-answer.js";
import { registrationsIn } from "../../kinds/registration-info.js";

export const timesAreDateTimes = directoryCheck({
  id: "tdd-absolute-time",
  section: "exploration-directory-registration-info",
  level: "MUST",
  requirement: "Times of a registration are date-times of RFC 3339, with the offset to UTC.",
  procedure:
    "Lists the Thing Descriptions. Fails when created, modified, expires or retrieved of one is no such date-time.",
  example: "created is 2026-01-01T00:00:00, without an offset.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "date-times with an offset";
    return judgedSuccess(expected, await listing(subject, directory), ({ response }) => {
      const given = registrationsIn(response).flatMap(({ description, registration }) =>
        times.filter((name) => Object.hasOwn(registration, name)).map((name) => ({ description, name, registration })),
      );
      if (given.length === 0) return unclaimed("no Thing Description comes with a time");
      const odd = given.find(({ name, registration }) => !isTime(registration[name]));
      if (odd === undefined) return true;
      return `${odd.name} of ${String(odd.description.id)} is ${JSON.stringify(odd.registration[odd.name])}`;
    });
  },
});

const times = ["created", "modified", "expires", "retrieved"] as const;
