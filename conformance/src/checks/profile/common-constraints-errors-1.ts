import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { invalidWriteCheck } from "../../kinds/invalid-write-check.js";
import { claimsHttpProfile } from "../../kinds/profile-claim.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const failureHasErrorStatus = invalidWriteCheck({
  id: "common-constraints-errors-1",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-errors",
  level: "MUST",
  requirement: "An operation that does not succeed is answered with an error status.",
  procedure:
    "Writes to each property a value of a JSON type that its schema does not have, and reads it. Fails when the answer is a success and the old value is still there. What the Thing makes of such a value decides nothing.",
  example: 'Writing "thingwright" to a number is answered with 204, and nothing changes.',
  appliesTo: claimsHttpProfile,
  judge({ write, left, written }) {
    const { response } = write;
    if (response === undefined) return unexercised(summaryOf(write));
    if (response.status >= 400) return holds;
    if (!isSuccess(response) || left !== "old") return unexercised(`${summaryOf(write)}, and ${left} value`);
    return violated(`${JSON.stringify(written)} is answered with ${summaryOf(write)}, and nothing changes`);
  },
});
