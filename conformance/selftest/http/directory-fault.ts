import { directoryPath } from "./directory-description.js";
import { fastHttp, type HttpFault, type Remembering, type Spoil, withWrites } from "./http-fault.js";
import { content } from "./json-answer.js";
import { type DirectoryQuirks, directoryScript } from "./perfect-directory.js";
import type { Answer, Question } from "./scripted-thing.js";

/** A fault in a directory that is only read. */
export const read = (
  caughtBy: string,
  what: string,
  spoil: Spoil | Remembering,
  quirks?: DirectoryQuirks,
): HttpFault => ({
  ...{ caughtBy, what, spoil, path: directoryPath, options: fastHttp },
  script: () => directoryScript(quirks),
});

/** A fault in a directory that is written to. */
export const written = (
  caughtBy: string,
  what: string,
  spoil: Spoil | Remembering,
  quirks?: DirectoryQuirks,
): HttpFault => ({
  ...read(caughtBy, what, spoil, quirks),
  options: { ...withWrites, limits: { effectTimeoutMs: 200 } },
});

/** No fault in the answers: it is within. */
export const within: Spoil = () => undefined;

/** Which questions are meant. */
export type Which = (question: Question) => boolean;

/** Questions to this path, by whatever method, with whatever query. */
export const at =
  (path: string, ...methods: readonly string[]): Which =>
  (question) =>
    question.path.split("?")[0] === path && (methods.length === 0 || methods.includes(question.method));

/** Questions about one registered description. */
export const atMember =
  (...methods: readonly string[]): Which =>
  ({ path, method }) =>
    path.startsWith("/things/") && (methods.length === 0 || methods.includes(method));

/** Questions for the whole listing. */
export const atListing: Which = ({ path }) => path === "/things";

/** Questions for a page. */
export const atPage: Which = ({ path }) => /^\/things\?.*limit=/.test(path);

/** A fault in the value of every success that is meant. */
export function bodyOf<T>(which: Which, change: (value: T, question: Question) => unknown): Spoil {
  return (question, perfect) => {
    if (!which(question) || perfect.status !== 200 || perfect.headers?.["content-encoding"] !== undefined) return;
    const { body, headers } = content(change(JSON.parse(String(perfect.body)) as T, question), "application/json");
    const about = { ...perfect.headers, "content-length": headers["content-length"] };
    return { ...perfect, headers: about, body };
  };
}

/** A fault in every success that is meant. */
export function successOf(which: Which, change: (answer: Answer, question: Question) => Answer): Spoil {
  return (question, perfect) =>
    which(question) && perfect.status >= 200 && perfect.status < 300 ? change(perfect, question) : undefined;
}

/** A fault in one field of every success that is meant; `undefined` leaves it out. */
export function fieldOf(which: Which, name: string, change: (value: string) => string | undefined): Spoil {
  return successOf(which, (answer) => {
    const { [name]: value, ...rest } = { ...answer.headers };
    const next = value === undefined ? undefined : change(value);
    return { ...answer, headers: next === undefined ? rest : { ...rest, [name]: next } };
  });
}

/** A fault in what the directory says of itself. */
export function describedAs(change: (description: DirectoryDescription) => unknown): Spoil {
  return bodyOf<DirectoryDescription>(at(directoryPath), change);
}

/** The parts of a description that faults are about. */
export interface DirectoryDescription {
  readonly [term: string]: unknown;
  readonly properties: Readonly<Record<string, object>>;
  readonly actions: Readonly<Record<string, object>>;
  readonly events: Readonly<Record<string, object>>;
}

/** All members but one. */
export const lacking = <T extends object>(members: T, name: string): object =>
  Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));
