import { claimsHttpBasic } from "../../kinds/profile-claim.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { tryWriteMultiple, writeMultipleForm } from "../../kinds/write-multiple-trial.js";
import { inconclusive, outcome } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const writeMultipleAnswersAsProfiled = thingCheck({
  id: "http-basic-profile-protocol-binding-writemultipleproperties-6",
  area: "profile",
  specification: "profile10",
  section: "http-basic-profile-protocol-binding-writemultipleproperties",
  level: "MUST",
  requirement: "Properties that were written at once are answered with 204.",
  procedure:
    "Writes neighbouring values of up to maxWrittenAtOnce properties by the writemultipleproperties Form, reads each, and puts the old values back. Fails when a success has another status than 204, or a property keeps its old value after one.",
  example: "Two properties are written with 204, and one of them is read as before.",
  safety: "write",
  appliesTo(subject) {
    const claim = claimsHttpBasic(subject);
    if (claim !== true) return claim;
    return writeMultipleForm(subject) === undefined
      ? "there is no Form with writemultipleproperties in JSON over HTTP"
      : true;
  },
  async judge(subject) {
    const expected = "204 No Content, and the new values";
    const trial = await tryWriteMultiple(subject);
    if (typeof trial === "string") return inconclusive(expected, trial);
    const { write, unchanged } = trial;
    const { response } = write;
    if (response === undefined || !isSuccess(response)) return inconclusive(expected, summaryOf(write), write);
    if (response.status !== 204) return outcome("violated", expected, summaryOf(write), write);
    if (unchanged.length === 0) return outcome("holds", expected, "it is so", write);
    return outcome("violated", expected, `${summaryOf(write)}, and the old value of ${unchanged.join(", ")}`, write);
  },
});
