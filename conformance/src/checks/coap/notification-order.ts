import { coapObservationCheck } from "../../kinds/coap-observation.js";
import { inconclusive, outcome } from "../../outcome.js";
import { type CoapMessage, optionNumbers, optionOf, uintOf } from "../../wire/coap/coap-message.js";

const modulus = 2 ** 24;

const numberOf = (message: CoapMessage): number => uintOf(optionOf(message, optionNumbers.observe)!);

/** Whether a number comes after another one, when they are counted round (RFC 7641 §3.4). */
const isAfter = (one: number, other: number): boolean => {
  const distance = (one - other + modulus) % modulus;
  return distance > 0 && distance < modulus / 2;
};

export const notificationsAreNumbered = coapObservationCheck({
  id: "coap/notification-order",
  specification: "rfc7641",
  section: "§4.4",
  level: "MUST",
  requirement: "Each notification of an observation has a greater number than the one before.",
  procedure:
    "Observes a property while it is written and written back. Fails when the Observe option of a notification is not greater than that of the message before it, counted modulo 2^24.",
  example: "All notifications have the number 1.",
  expected: "numbers that increase",
  judge({ registered, notifications, exchange }, expected) {
    if (notifications.length === 0) return inconclusive(expected, "no notification came", exchange);
    const numbers = [registered!, ...notifications].map(numberOf);
    const isRising = numbers.every((each, index) => index === 0 || isAfter(each, numbers[index - 1]!));
    return outcome(isRising ? "holds" : "violated", expected, numbers.join(", "), exchange);
  },
});
