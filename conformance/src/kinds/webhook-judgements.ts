import { type DataSchema, effectiveForms } from "@thingwright/td";
import type { ThingSubject } from "../subject.js";
import type { Notification } from "../wire/http/callback-server.js";
import { fieldIn, isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import { jsonBody } from "../wire/http/json-body.js";
import { essenceOf } from "../wire/http/media-type.js";
import { holds, isPassing, isRefusal, unexercised, violated } from "./form-answer.js";
import type { FormFinding } from "./form-evidence.js";
import { nearlyEqual } from "./nearly-equal.js";
import { mismatchOf } from "./schema-mismatch.js";
import type { WebhookTrial } from "./webhook-trial.js";

/** Whether subscribing is answered with 201 and the URL of the subscription. */
export function isRegistered({ subscribe }: WebhookTrial): FormFinding {
  const { response } = subscribe;
  if (response === undefined || isPassing(response) || isRefusal(response)) return unexercised(summaryOf(subscribe));
  if (response.status !== 201) return violated(summaryOf(subscribe));
  const location = fieldIn(response.headers, "location");
  if (location === undefined) return violated("there is no Location");
  const isUrl = URL.canParse(location, subscribe.request.url);
  return isUrl ? holds : violated(`Location: ${location}`);
}

/** Whether cancelling is answered with 204. */
export function isCancelled({ cancel }: WebhookTrial): FormFinding {
  if (cancel === undefined) return unexercised("there is no subscription to cancel");
  const { response } = cancel;
  if (response === undefined || isPassing(response)) return unexercised(summaryOf(cancel));
  return response.status === 204 ? holds : violated(summaryOf(cancel));
}

/** Whether the property that was written is told, in the way that the profile has. */
export function tellsWritten(trial: WebhookTrial, subject: ThingSubject): FormFinding {
  const { written, subscribe, notifications, operation, name } = trial;
  if (subscribe.response === undefined || !isSuccess(subscribe.response)) return unexercised(summaryOf(subscribe));
  if (written === undefined) return unexercised("no observed property can be written");
  if (operation === "observeproperty" && written.name !== name) return unexercised(`${written.name} was written alone`);
  if (typeof written.trial === "string") return unexercised(written.trial);
  const { effectiveness, write } = written.trial;
  if (effectiveness !== "exact" && effectiveness !== "rounded") {
    return unexercised(`writing brought ${summaryOf(write)}, and what was written is not read`);
  }
  if (notifications.length === 0) return violated(`${written.name} was written, and nothing was told`);
  const faults = notifications.map((each) => faultOf(each, "property", written.name, trial, subject));
  const fault = faults.find((each) => each !== undefined);
  if (fault !== undefined) return violated(fault);
  const isTold = notifications.some((each) => nearlyEqual(valueIn(each), written.value));
  return isTold ? holds : violated(`no notification has ${JSON.stringify(written.value)}`);
}

/** Whether the events that came are told in the way that the profile has. */
export function tellsEvents(trial: WebhookTrial, subject: ThingSubject): FormFinding {
  return ofEvents(trial, subject, (event, notification) => faultOf(notification, "event", event, trial, subject));
}

/** Whether events without data come without a type and a body. */
export function tellsNothing(trial: WebhookTrial, subject: ThingSubject): FormFinding {
  const bare = ofEvents(trial, subject, (event, { headers, body }) => {
    if (hasData(event, subject)) return undefined;
    if (body.byteLength > 0) return `${event} has a body`;
    return fieldIn(headers, "content-type") === undefined ? undefined : `${event} has a Content-Type`;
  });
  const names = trial.notifications.map((each) => eventOf(each, trial, subject));
  return names.some((event) => event !== undefined && !hasData(event, subject))
    ? bare
    : unexercised("no event without data came");
}

export const hasData = (event: string, { thing }: ThingSubject): boolean => thing.events?.[event]?.data !== undefined;

function ofEvents(
  trial: WebhookTrial,
  subject: ThingSubject,
  faultIn: (event: string, notification: Notification) => string | undefined,
): FormFinding {
  if (trial.notifications.length === 0) return unexercised("no event came");
  for (const notification of trial.notifications) {
    const event = eventOf(notification, trial, subject);
    const fault = event === undefined ? "its Link leads to no event" : faultIn(event, notification);
    if (fault !== undefined) return violated(fault);
  }
  return holds;
}

/** The event that a notification is about: that of the subscription, or the one that Link leads to. */
function eventOf(notification: Notification, { name, form }: WebhookTrial, subject: ThingSubject): string | undefined {
  if (name !== "") return name;
  const self = selfIn(notification, form.href);
  return Object.keys(subject.thing.events ?? {}).find(
    (each) => self !== undefined && hrefsOf("event", each, subject).includes(self),
  );
}

/** What is wrong with a notification about the affordance. */
function faultOf(
  notification: Notification,
  owner: "property" | "event",
  name: string,
  { form }: WebhookTrial,
  subject: ThingSubject,
): string | undefined {
  const { method, headers } = notification;
  if (method !== "POST") return `it comes by ${method}`;
  const self = selfIn(notification, form.href);
  if (self === undefined || !hrefsOf(owner, name, subject).includes(self)) {
    return `Link: ${fieldIn(headers, "link") ?? "none"}`;
  }
  const date = fieldIn(headers, "date");
  if (date === undefined || Number.isNaN(Date.parse(date))) return `Date: ${date ?? "none"}`;
  const schema: DataSchema | undefined =
    owner === "property" ? subject.thing.properties![name] : subject.thing.events![name]?.data;
  return schema === undefined ? undefined : faultOfContent(notification, schema);
}

function faultOfContent(notification: Notification, schema: DataSchema): string | undefined {
  const contentType = fieldIn(notification.headers, "content-type");
  if (essenceOf(contentType) !== "application/json") return `Content-Type: ${contentType ?? "none"}`;
  const body = jsonBody(notification);
  if (!body.ok) return body.why;
  const mismatch = mismatchOf(schema, body.value);
  return mismatch.kind === "value" ? mismatch.message : undefined;
}

function valueIn(notification: Notification): unknown {
  const body = jsonBody(notification);
  return body.ok ? body.value : undefined;
}

/** Where Link with rel self leads (RFC 8288 §3). */
function selfIn({ headers }: Notification, base: string): string | undefined {
  const link = fieldIn(headers, "link") ?? "";
  const [, target] = /<([^>]*)>\s*(?:;[^,<]*)?;\s*rel="?[^",;]*\bself\b/i.exec(link) ?? [];
  return target === undefined || !URL.canParse(target, base) ? undefined : new URL(target, base).href;
}

function hrefsOf(owner: "property" | "event", name: string, { thing }: ThingSubject): readonly string[] {
  return effectiveForms(thing, owner, name).flatMap(({ href }) => (URL.canParse(href) ? [new URL(href).href] : []));
}
