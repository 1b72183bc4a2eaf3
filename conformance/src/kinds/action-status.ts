import { type HttpResponse, headerOf } from "../wire/http/http-exchange.js";
import { jsonBody } from "../wire/http/json-body.js";
import { essenceOf } from "../wire/http/media-type.js";

/** The members of an ActionStatus object, as they came. */
export type ActionStatus = Readonly<Record<string, unknown>>;

/** The ActionStatus object of a response, or why there is none. */
export function actionStatusOf(response: HttpResponse): ActionStatus | string {
  const contentType = headerOf(response, "content-type");
  if (essenceOf(contentType) !== "application/json") return contentType ?? "no Content-Type";
  const body = jsonBody(response);
  if (!body.ok) return body.why;
  return isObject(body.value) ? body.value : "the body is no object";
}

/** Values of `status`. */
export const actionStates: readonly unknown[] = ["pending", "running", "completed", "failed"];

const times = ["timeRequested", "timeEnded"];

/** What keeps an object from being an ActionStatus (Profile § invokeaction); its own assertions have `status`, `output`, `error` and `href`. */
export function faultOfStatus(status: ActionStatus): string | undefined {
  if (!Object.hasOwn(status, "status")) return "there is no status";
  const odd = times.find((name) => Object.hasOwn(status, name) && !isTime(status[name]));
  return odd === undefined ? undefined : `${odd} is no date-time`;
}

/** Whether it is a date-time of RFC 3339. */
export function isTime(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
