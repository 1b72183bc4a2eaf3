import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome } from "../outcome.js";
import type { Subject, ThingSubject } from "../subject.js";
import type { CoapExchange, DatagramExchange } from "../wire/coap/coap-exchange.js";
import { type CoapMessage, optionNumbers, optionOf, uintOf } from "../wire/coap/coap-message.js";
import { equal } from "../wire/coap/coap-probe.js";
import { uintOption } from "../wire/coap/coap-request.js";
import type { CoapSession } from "../wire/coap/coap-session.js";
import { getMessage } from "./coap-datagrams.js";
import { type CoapWriteForm, coapValueIn, coapWriteForms, tryCoapWrite } from "./coap-write.js";
import { nearlyEqual } from "./nearly-equal.js";
import { thingCheck } from "./thing-check.js";
import type { ValueTrial } from "./value-trial.js";

/** How often a property is written until a notification comes: datagrams get lost. */
export const notificationTries = 4;

/** Longest time that nothing is waited for, where no notification should come, in milliseconds. */
export const maxQuietMs = 500;

/** What an observation of a property brought that was written meanwhile. */
export interface CoapObservation {
  readonly form: CoapWriteForm;
  /** What came of writing last. */
  readonly trial: ValueTrial<CoapExchange> | string;
  /** The response to the registration; absent where there is none with the Observe option. */
  readonly registered?: CoapMessage;
  /** What came after it under the token of the registration. */
  readonly notifications: readonly CoapMessage[];
  /** Notifications under any other token. */
  readonly strangers: readonly CoapMessage[];
  /** Whether the value that was written was told. */
  readonly isTold: boolean;
  /** Whether something is still told after GET with Observe 1; absent where nothing was told before. */
  readonly isToldAfterDeregistration?: boolean;
  readonly exchange: DatagramExchange;
}

const observed = new WeakMap<Subject, Promise<CoapObservation>>();

/** The observation of the property, once in a run. */
function observation(form: CoapWriteForm, subject: ThingSubject): Promise<CoapObservation> {
  const known = observed.get(subject) ?? observe(form, subject);
  observed.set(subject, known);
  return known;
}

/** Options of a registration, or of taking it back. */
export const observing = (subject: ThingSubject, { reading }: CoapWriteForm, value: 0 | 1): CoapMessage => {
  const message = getMessage(subject, reading.form.href);
  return { ...message, options: [...message.options, uintOption(optionNumbers.observe, value)] };
};

const isNotification = (message: CoapMessage): boolean => optionOf(message, optionNumbers.observe) !== undefined;

async function observe(form: CoapWriteForm, subject: ThingSubject): Promise<CoapObservation> {
  using session = await subject.coap.session(form.reading.form.href);
  const registration = observing(subject, form, 0);
  const registered = await session.request(registration);
  const from = session.received.length;
  const isOurs = ({ token }: CoapMessage): boolean => equal(token, registration.token);
  const seen = () => ({
    notifications: session.received.slice(from).filter((each) => isNotification(each) && isOurs(each)),
    strangers: session.received.filter((each) => isNotification(each) && !isOurs(each)),
    exchange: session.exchange(),
  });
  if (registered === undefined || !isNotification(registered)) {
    return { form, trial: "no observation was registered", isTold: false, ...seen() };
  }
  const { trial, isTold } = await writeUntilTold(form, session, subject, registration.token);
  if (!isTold) return { form, trial, registered, isTold, ...seen() };
  const before = seen();
  await session.request({ ...observing(subject, form, 1), token: registration.token });
  const after = await writeOnce(form, session, subject, registration.token, quietMs(subject));
  const isToldAfterDeregistration = after.isTold;
  return { form, trial, registered, isTold, ...before, isToldAfterDeregistration, exchange: session.exchange() };
}

/** How long nothing is waited for. */
export const quietMs = ({ coap }: ThingSubject): number => Math.min(coap.effectTimeoutMs, maxQuietMs);

async function writeUntilTold(form: CoapWriteForm, session: CoapSession, subject: ThingSubject, token: Uint8Array) {
  let last = await writeOnce(form, session, subject, token, subject.coap.effectTimeoutMs);
  for (let count = 1; count < notificationTries && !last.isTold && isEffective(last.trial); count += 1) {
    last = await writeOnce(form, session, subject, token, subject.coap.effectTimeoutMs);
  }
  return last;
}

/** Whether something was written, so that something should be told. */
export const isEffective = (trial: ValueTrial<CoapExchange> | string): boolean =>
  typeof trial !== "string" && (trial.effectiveness === "exact" || trial.effectiveness === "rounded");

/** Writes another value, and waits for the notification that has it. */
export async function writeOnce(
  form: CoapWriteForm,
  session: CoapSession,
  subject: ThingSubject,
  token: Uint8Array,
  forMs: number,
): Promise<{ readonly trial: ValueTrial<CoapExchange> | string; readonly isTold: boolean }> {
  const from = session.received.length;
  let isTold = false;
  const trial = await tryCoapWrite(form, subject, async (value) => {
    const has = (message: CoapMessage) =>
      isNotification(message) && equal(message.token, token) && says(message, value);
    isTold = (await session.heard(has, forMs, from)) !== undefined;
  });
  return { trial, isTold };
}

/** Whether a notification has the value, or the beginning of one that is too long for it. */
function says(message: CoapMessage, value: unknown): boolean {
  const block = optionOf(message, optionNumbers.block2);
  if (block !== undefined && (uintOf(block) & 8) !== 0) return true;
  const told = coapValueIn({ response: message });
  return told !== undefined && nearlyEqual(told.value, value);
}

/** A Check of an observation. */
export interface CoapObservationCheck extends Omit<CheckDescription, "area" | "safety"> {
  /** What is demanded, in a few words. */
  readonly expected: string;
  /** Only where a change was told. */
  judge(observation: CoapObservation, expected: string): Outcome;
}

/** The first property that is observed where it is read, and can be written. */
export const observedForm = (subject: ThingSubject): CoapWriteForm | undefined =>
  coapWriteForms(subject).find(({ reading }) => reading.observes);

/** The Check: all checks look at the same observation. */
export function coapObservationCheck({ judge, expected, ...description }: CoapObservationCheck): Check {
  return thingCheck({
    ...description,
    area: "coap",
    safety: "write",
    appliesTo: (subject) =>
      observedForm(subject) === undefined ? "no property that can be written is observed over CoAP" : true,
    async judge(subject) {
      const found = await observation(observedForm(subject)!, subject);
      const { trial, registered, exchange } = found;
      if (registered === undefined) return inconclusive(expected, "no observation was registered", exchange);
      if (typeof trial === "string") return inconclusive(expected, trial, exchange);
      if (!isEffective(trial)) return inconclusive(expected, "what was written cannot be read", trial.write);
      return judge(found, expected);
    },
  });
}
