import { isDeepStrictEqual } from "node:util";
import type { DataSchema } from "@thingwright/td";
import type { Subject, ThingSubject } from "../subject.js";
import type { HttpExchange } from "../wire/http/http-exchange.js";
import { mismatchOf } from "./schema-mismatch.js";
import { effectOf, readRequest, type WriteForm, writePropertyForms, writeRequest } from "./write-form.js";
import { putBack, valueIn } from "./write-trial.js";

/** What came of writing a value that the data schema does not have. The old value is back. */
export interface InvalidWrite {
  readonly form: WriteForm;
  readonly written: unknown;
  readonly write: HttpExchange;
  readonly after: HttpExchange;
  /** What is read afterwards: what was there before, something else that the schema has, or something that it has not. */
  readonly left: "old" | "other" | "invalid" | "unknown";
}

/** Values of each kind that JSON has; what no program takes for a number, a truth value or a list comes first. */
const strangers: readonly unknown[] = ["thingwright", { thingwright: true }, [["thingwright"]], null];

const tried = new WeakMap<Subject, Promise<readonly (InvalidWrite | string)[]>>();

/** Writes by each Form, once in a run, something that its schema does not have. A text says why nothing was written. */
export function invalidWrites(subject: ThingSubject): Promise<readonly (InvalidWrite | string)[]> {
  const known = tried.get(subject) ?? tryAll(subject);
  tried.set(subject, known);
  return known;
}

async function tryAll(subject: ThingSubject): Promise<readonly (InvalidWrite | string)[]> {
  const found: (InvalidWrite | string)[] = [];
  for (const form of writePropertyForms(subject.thing)) found.push(await tryOnce(form, subject));
  return found;
}

async function tryOnce(form: WriteForm, subject: ThingSubject): Promise<InvalidWrite | string> {
  const written = strangeTo(form.property);
  if (written === undefined) return `${form.name}: its schema has anything`;
  const reading = readRequest(form, subject);
  const first = await subject.http.askAgain(reading);
  const [old, again] = [valueIn(first), valueIn(await subject.http.askAgain(reading))];
  if (old === undefined || !isDeepStrictEqual(old, again)) return `${form.name}: its value cannot be relied on`;
  const write = await subject.http.change(writeRequest(form, written, subject), {
    safety: "write",
    effect: effectOf(form, written, subject),
    restore: (http) => putBack(form, old.value, subject, http),
  });
  const after = await subject.http.askAgain(reading);
  await subject.ledger.settle();
  return { form, written, write, after, left: leftOf(form, old.value, after) };
}

/** A value of a JSON type that the schema does not have; `undefined` where it has any. */
export function strangeTo(schema: DataSchema): unknown {
  return strangers.find((each) => mismatchOf(schema, each).kind === "value");
}

function leftOf({ property }: WriteForm, old: unknown, after: HttpExchange): InvalidWrite["left"] {
  const now = valueIn(after);
  if (now === undefined) return "unknown";
  if (isDeepStrictEqual(now.value, old)) return "old";
  const { kind } = mismatchOf(property, now.value);
  if (kind === "none") return "other";
  return kind === "value" ? "invalid" : "unknown";
}
