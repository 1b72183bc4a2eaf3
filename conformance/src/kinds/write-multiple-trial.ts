import { isDeepStrictEqual } from "node:util";
import type { EffectiveForm } from "@thingwright/td";
import type { ThingSubject } from "../subject.js";
import type { HttpExchange, HttpRequest } from "../wire/http/http-exchange.js";
import { isSuccess } from "../wire/http/http-exchange.js";
import type { HttpWire } from "../wire/http/http-wire.js";
import { nearlyEqual } from "./nearly-equal.js";
import { otherValue } from "./other-value.js";
import { dressed, profiledForm } from "./profiled-form.js";
import { readRequest, type WriteForm, writePropertyForms } from "./write-form.js";
import { putBack, readUntil, valueIn } from "./write-trial.js";

/** Most properties that are written at once. */
export const maxWrittenAtOnce = 4;

/** What came of writing several properties at once. The old values are back. */
export interface WriteMultipleTrial {
  readonly form: EffectiveForm;
  readonly write: HttpExchange;
  /** The properties that do not have their new values afterwards, where it was a success. */
  readonly unchanged: readonly string[];
}

/** The Form that writes several properties as the HTTP Basic Profile has it. */
export const writeMultipleForm = ({ thing }: ThingSubject): EffectiveForm | undefined =>
  profiledForm(thing, "thing", "", "writemultipleproperties");

interface Written {
  readonly form: WriteForm;
  readonly old: unknown;
  readonly value: unknown;
}

/** Writes neighbouring values of up to {@link maxWrittenAtOnce} properties in one request, and puts the old ones back one by one. */
export async function tryWriteMultiple(subject: ThingSubject): Promise<WriteMultipleTrial | string> {
  const form = writeMultipleForm(subject);
  if (form === undefined) return "there is no Form";
  const written = await valuesFor(subject);
  if (written.length === 0) return "there is no property of which another value can be written";
  const values = Object.fromEntries(written.map(({ form: { name }, value }) => [name, value]));
  const request: HttpRequest = {
    method: String(form.form["htv:methodName"] ?? "PUT"),
    url: form.href,
    headers: [["Content-Type", "application/json"]],
    body: Buffer.from(JSON.stringify(values)),
  };
  const write = await subject.http.change(dressed(form, request, subject), {
    safety: "write",
    effect: `sets of ${subject.thing.title} at once ${JSON.stringify(values)}`,
    restore: (http) => putAllBack(written, subject, http),
  });
  const isAccepted = write.response !== undefined && isSuccess(write.response);
  const unchanged = isAccepted ? await unchangedOf(written, subject) : [];
  await subject.ledger.settle();
  return { form, write, unchanged };
}

async function valuesFor(subject: ThingSubject): Promise<readonly Written[]> {
  const found: Written[] = [];
  for (const form of writePropertyForms(subject.thing)) {
    if (found.length === maxWrittenAtOnce) break;
    if (found.some((each) => each.form.name === form.name)) continue;
    const request = readRequest(form, subject);
    const [old, again] = [valueIn(await subject.http.askAgain(request)), valueIn(await subject.http.askAgain(request))];
    if (old === undefined || again === undefined || !isDeepStrictEqual(old, again)) continue;
    const near = otherValue(form.property, old.value, "near", subject.random);
    // A neighbour that may be rounded to the old value shows nothing.
    const value = nearlyEqual(near, old.value) ? otherValue(form.property, old.value, "far", subject.random) : near;
    if (value !== undefined) found.push({ form, old: old.value, value });
  }
  return found;
}

async function unchangedOf(written: readonly Written[], subject: ThingSubject): Promise<readonly string[]> {
  const unchanged: string[] = [];
  for (const { form, old, value } of written) {
    const isChanged = (read: unknown): boolean => !nearlyEqual(read, old);
    const after = await readUntil(form, value, subject, subject.http, subject.signal, isChanged);
    // What is read otherwise than it was written may be rounded: who keeps the old value has not written.
    const read = valueIn(after);
    const isOld = read !== undefined && isDeepStrictEqual(read.value, old);
    if (isOld && !nearlyEqual(value, old)) unchanged.push(form.name);
  }
  return unchanged;
}

async function putAllBack(
  written: readonly Written[],
  subject: ThingSubject,
  http: HttpWire,
): Promise<string | undefined> {
  const failures: string[] = [];
  for (const { form, old } of written) {
    const why = await putBack(form, old, subject, http);
    if (why !== undefined) failures.push(`${form.name}: ${why}`);
  }
  return failures.length === 0 ? undefined : failures.join("; ");
}
