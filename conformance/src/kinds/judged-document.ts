import { exercisedAssertions, type Judgement, judgeDocument } from "@thingwright/validation";
import type { Subject } from "../subject.js";

/** What `@thingwright/validation` says of a description, and what there is in it to judge. */
export interface JudgedDocument {
  readonly judgement: Judgement;
  readonly exercised: ReadonlySet<string>;
}

const judged = new WeakMap<Subject, JudgedDocument>();

/** The description of the subject, judged once; `undefined` when there is none. */
export function judgedDocument(subject: Subject): JudgedDocument | undefined {
  const known = judged.get(subject);
  if (known !== undefined) return known;
  const input = subject.bytes ?? (subject.thing === undefined ? undefined : JSON.stringify(subject.thing));
  if (input === undefined) return undefined;
  const judgement = judgeDocument(input, { lints: false });
  const document = {
    judgement,
    exercised: judgement.kind === "unknown" ? nothing : exercisedAssertions(parsed(input)),
  };
  judged.set(subject, document);
  return document;
}

/** A file with a Thing Model, which is judged as such; a Thing that calls one its description is at fault. */
export function isModelInFile(subject: Subject): boolean {
  return subject.retrieval === undefined && judgedDocument(subject)?.judgement.kind === "tm";
}

const nothing: ReadonlySet<string> = new Set();

/** The JSON value of what could be judged. */
function parsed(input: string | Uint8Array): unknown {
  const text = typeof input === "string" ? input : new TextDecoder().decode(input);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
