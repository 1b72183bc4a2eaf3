import { isRecord } from "@thingwright/td";
import { kindOf } from "./phrase.js";
import type { Reading } from "./reading.js";

/** Where a `@context` is not as it must be; `token` is the entry, `undefined` the whole. */
interface ContextFault {
  readonly token: number | undefined;
  readonly assertions: readonly string[];
  readonly phrase: string;
}

export const td10Context = "https://www.w3.org/2019/wot/td/v1";
export const td11Context = "https://www.w3.org/2022/wot/td/v1.1";
export const td20DraftContext = "https://www.w3.org/ns/wot-next/td";

const naming = ["td-context", "td-context-ns-thing-mandatory", "td-vocab-at-context--Thing"];

/** What is wrong with the types in a `@context` and with the namespace that it has to name (TD 1.1 §5.3.1.1, §6.3.1). */
export function* contextFaults(value: unknown, { version }: Reading): Generator<ContextFault> {
  if (typeof value === "string") {
    if (!isNamespace(value, version)) yield { token: undefined, assertions: naming, phrase: namespacePhrase };
    return;
  }
  if (!Array.isArray(value)) {
    const assertions = ["td-vocab-at-context--Thing", "td-context", "td-array-type", "td-string-type"];
    const phrase = `must be a string or an array of strings and objects, not ${kindOf(value)}`;
    yield { token: undefined, assertions, phrase };
    return;
  }
  if (!value.some((entry) => isNamespace(entry, version))) {
    yield { token: undefined, assertions: naming, phrase: namespacePhrase };
  }
  for (const [index, entry] of value.entries()) yield* entryFaults(index, entry);
}

function* entryFaults(token: number, entry: unknown): Generator<ContextFault> {
  if (typeof entry === "string") return;
  if (!isRecord(entry)) {
    const assertions = ["td-vocab-at-context--Thing", "td-context-ns-thing-optional"];
    yield { token, assertions, phrase: `must be a string or an object, not ${kindOf(entry)}` };
    return;
  }
  const odd = Object.keys(entry).find((name) => name !== "@direction" && typeof entry[name] !== "string");
  if (odd === undefined) return;
  const phrase = `must have strings as values, and ${JSON.stringify(odd).slice(0, 80)} is ${kindOf(entry[odd])}`;
  yield { token, assertions: ["td-context-ns-thing-map-of-namespaces", "td-vocab-at-context--Thing"], phrase };
}

const isNamespace = (entry: unknown, version: Reading["version"]): boolean =>
  entry === td11Context || entry === td10Context || (version === "2.0 draft" && entry === td20DraftContext);

const namespacePhrase = `must name "${td11Context}", the namespace of TD 1.1`;

/** Whether the W3C's schema might have something against the order of the entries of a `@context`, or their members. */
export function isUnusualContext(value: unknown): boolean {
  // Without the namespace there is a fault, and the schema says no more than that.
  if (!Array.isArray(value) || !(value.includes(td10Context) || value.includes(td11Context))) return false;
  const [first, ...others] = value as readonly unknown[];
  if (first === td10Context) return !others.every(isPlainEntry);
  return first !== td11Context || !others.every((entry) => entry !== td10Context && isPlainEntry(entry));
}

const isPlainEntry = (entry: unknown): boolean =>
  typeof entry === "string" || (isRecord(entry) && Object.values(entry).every((each) => typeof each === "string"));

/** As which version a document is judged: by the namespaces that its `@context` names. */
export function versionOf(context: unknown, draft: boolean): Reading["version"] {
  const entries: readonly unknown[] = Array.isArray(context) ? context : [context];
  if (draft && entries.includes(td20DraftContext)) return "2.0 draft";
  return entries.includes(td10Context) && !entries.includes(td11Context) ? "1.0" : "1.1";
}
