import { coapObservationCheck } from "../../kinds/coap-observation.js";
import { inconclusive, outcome } from "../../outcome.js";
import { isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { type CoapMessage, optionNumbers, optionOf, uintOf } from "../../wire/coap/coap-message.js";

const formatIn = (message: CoapMessage): string => {
  const format = optionOf(message, optionNumbers.contentFormat);
  return format === undefined ? "none" : String(uintOf(format));
};

export const notificationsKeepTheirFormat = coapObservationCheck({
  id: "coap/notification-format",
  specification: "rfc7641",
  section: "§4.2",
  level: "MUST",
  requirement: "A notification has the Content-Format of the response to the registration.",
  procedure:
    "Observes a property while it is written and written back. Fails when a successful notification has another Content-Format than the response to the registration.",
  example: "The response is in JSON, and notifications are text.",
  expected: "the Content-Format of the response",
  judge({ registered, notifications, exchange }, expected) {
    const told = notifications.filter(isCoapSuccess);
    if (told.length === 0) return inconclusive(expected, "no notification came", exchange);
    const [first, ...formats] = [registered!, ...told].map(formatIn);
    const isSame = formats.every((each) => each === first);
    return outcome(isSame ? "holds" : "violated", expected, `${first}; then ${formats.join(", ")}`, exchange);
  },
});
