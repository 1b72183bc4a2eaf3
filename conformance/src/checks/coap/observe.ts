import { coapCheck, isOutcome, responseIn } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { optionNumbers, optionOf } from "../../wire/coap/coap-message.js";
import { coapGet, uintOption } from "../../wire/coap/coap-request.js";

export const observationIsRegistered = coapCheck({
  id: "coap/observe",
  area: "coap",
  specification: "rfc7641",
  section: "§3.1",
  level: "SHOULD",
  requirement: "A property whose Form observes by CoAP takes registrations: the response has the Observe option.",
  procedure:
    "Sends GET with Observe 0 to a property that is observed there, and takes it back with Observe 1. Warns when the first response has no Observe option, or the second one has.",
  example: "The value comes without the option.",
  safety: "read",
  concerns: ({ observes }) => observes,
  async judge(subject, { form }) {
    const expected = "the Observe option, and none after Observe 1";
    const registered = await subject.coap.askAgain(coapGet(form.href, uintOption(optionNumbers.observe, 0)));
    const response = responseIn(registered, expected);
    if (isOutcome(response)) return response;
    if (!isCoapSuccess(response)) return inconclusive(expected, coapSummary(registered), registered);
    const taken = await subject.coap.askAgain(coapGet(form.href, uintOption(optionNumbers.observe, 1)));
    if (optionOf(response, optionNumbers.observe) === undefined) {
      return outcome("violated", expected, "no Observe option", registered);
    }
    const stays = taken.response !== undefined && optionOf(taken.response, optionNumbers.observe) !== undefined;
    return outcome(
      stays ? "violated" : "holds",
      expected,
      stays ? "Observe 1 is answered with the option" : "both",
      registered,
      taken,
    );
  },
});
