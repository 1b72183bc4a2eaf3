import { isTime } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn, retrieval } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclaimed } from "../../kinds/judged-answer.js";
import { registrationOf } from "../../kinds/registration-info.js";
import type { HttpExchange } from "../../wire/http/http-exchange.js";

export const retrievedIsNow = directoryCheck({
  id: "tdd-registrationinfo-vocab-retrieved",
  section: "exploration-directory-registration-info",
  level: "MAY",
  requirement:
    "The time of retrieval is that of the answer: it goes on from one to the next, and is not before the last change.",
  procedure: "Retrieves a listed Thing Description twice. Warns when retrieved goes back, or lies before modified.",
  example: "retrieved is the time at which the Thing Description was created.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "a time that is not before modified, and does not go back";
    const first = await retrieval(subject, directory);
    const again = typeof first === "string" ? undefined : await subject.http.askAgain(first.request);
    const earlier = typeof first === "string" ? undefined : timesIn(first);
    return judgedSuccess(expected, again ?? (first as string), (answer) => {
      const { retrieved, modified } = timesIn(answer);
      if (retrieved === undefined) return unclaimed("it does not say when it was retrieved");
      if (modified !== undefined && retrieved < modified) return "retrieved is before modified";
      return earlier?.retrieved === undefined || earlier.retrieved <= retrieved || "retrieved goes back";
    });
  },
});

/** The times in a description, in milliseconds since 1970, where it has some that can be read. */
function timesIn(exchange: HttpExchange): {
  readonly retrieved: number | undefined;
  readonly modified: number | undefined;
} {
  const registration = registrationOf(descriptionIn(exchange) ?? {}) ?? {};
  const timeOf = (value: unknown) => (isTime(value) ? Date.parse(String(value)) : undefined);
  return { retrieved: timeOf(registration.retrieved), modified: timeOf(registration.modified) };
}
