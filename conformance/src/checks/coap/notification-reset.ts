import {
  isEffective,
  notificationTries,
  observedForm,
  observing,
  quietMs,
  writeOnce,
} from "../../kinds/coap-observation.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { optionNumbers, optionOf } from "../../wire/coap/coap-message.js";

export const observationEndsByReset = thingCheck({
  id: "coap/notification-reset",
  area: "coap",
  specification: "rfc7641",
  section: "§3.6",
  level: "SHOULD",
  requirement: "An observation whose notification is rejected by a Reset has ended.",
  procedure:
    "Registers an observation and answers each notification with a Reset, while the property is written and written back up to notificationTries times, because a Reset may get lost. Warns when every change is told, the last one as well.",
  example: "Whoever resets a notification gets the next one.",
  safety: "write",
  appliesTo: (subject) =>
    observedForm(subject) === undefined ? "no property that can be written is observed over CoAP" : true,
  async judge(subject) {
    const expected = "no notification after a Reset";
    const form = observedForm(subject)!;
    using session = await subject.coap.session(form.reading.form.href);
    const registration = observing(subject, form, 0);
    const registered = await session.request(registration);
    if (registered === undefined || optionOf(registered, optionNumbers.observe) === undefined) {
      return inconclusive(expected, "no observation was registered", session.exchange());
    }
    session.manners = "reset";
    for (let told = 0; told < notificationTries; told += 1) {
      const { trial, isTold } = await writeOnce(form, session, subject, registration.token, quietMs(subject));
      if (!isEffective(trial)) return inconclusive(expected, "nothing could be written", session.exchange());
      if (isTold) continue;
      if (told === 0) return inconclusive(expected, "no notification came", session.exchange());
      return outcome("holds", expected, `none came after ${told}`, session.exchange());
    }
    return outcome("violated", expected, `${notificationTries} changes were told`, session.exchange());
  },
});
