import { coapWriteCheck, firstCoapWrite } from "../../kinds/coap-write.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";

export const writeIsAnsweredChanged = coapWriteCheck({
  id: "coap/write-code",
  specification: "rfc7252",
  section: "§5.8.3",
  level: "SHOULD",
  requirement: "A PUT that changes what is there is answered 2.04.",
  procedure:
    "Writes a neighbouring value by PUT, and puts the old one back. Warns when a success has another code than 2.04, or 2.01 where a resource is made.",
  example: "A value that was written is answered with 2.05.",
  safety: "write",
  async judge(subject, form) {
    const expected = "2.04 Changed";
    const trial = await firstCoapWrite(form, subject);
    if (typeof trial === "string") return inconclusive(expected, trial);
    const { response } = trial.write;
    if (response === undefined || !isCoapSuccess(response)) {
      return inconclusive(expected, coapSummary(trial.write), trial.write);
    }
    const isRight = response.code === "2.04" || response.code === "2.01";
    return outcome(isRight ? "holds" : "violated", expected, coapSummary(trial.write), trial.write);
  },
});
