import type { Outcome } from "../outcome.js";
import type { Subject, ThingSubject } from "../subject.js";
import { type Answered, type HttpExchange, summaryOf } from "../wire/http/http-exchange.js";
import type { DirectoryApi } from "./directory-api.js";
import { type OpenDirectory, putNew, registrationObstacle, unusedId } from "./directory-change.js";
import { type AnswerFinding, judgedAnswer, unclear } from "./judged-answer.js";
import { sampleDescription } from "./registered-description.js";

/** What came of registering what is no valid Thing Description. */
export interface ValidationTrial {
  /** One without title, security and securityDefinitions. */
  readonly incomplete: HttpExchange;
  /** One that has a number where a URI belongs, deep inside. */
  readonly mistyped: HttpExchange;
}

/** The Outcome of a refusal of the first: an answer that says that the document is wrong, and not how it came. */
export async function ofRefusal(
  subject: ThingSubject,
  directory: DirectoryApi,
  expected: string,
  judge: (answer: Answered) => AnswerFinding,
): Promise<Outcome> {
  const trial = await validationTrial(subject, directory);
  return judgedAnswer(expected, typeof trial === "string" ? trial : trial.incomplete, (answer) => {
    const isRefused = answer.response.status === 400 || answer.response.status === 422;
    return isRefused ? judge(answer) : unclear(`${summaryOf(answer)} is no refusal of the document`);
  });
}

const tried = new WeakMap<Subject, Promise<ValidationTrial | string>>();

/** Tries to register both. All checks of the run look at the same two answers. */
export function validationTrial(subject: ThingSubject, directory: DirectoryApi): Promise<ValidationTrial | string> {
  const known = tried.get(subject) ?? tryBoth({ subject, directory });
  tried.set(subject, known);
  return known;
}

async function tryBoth(open: OpenDirectory): Promise<ValidationTrial | string> {
  const obstacle = registrationObstacle(open);
  if (obstacle !== undefined) return obstacle;
  const [first, second] = [await unusedId(open), await unusedId(open)];
  if (typeof first === "string") return first;
  if (typeof second === "string") return second;
  const { title: _, security: __, securityDefinitions: ___, ...incomplete } = sampleDescription({ id: first.id });
  const properties = { größe: { type: "integer", forms: [{ href: 7 }] } };
  return {
    incomplete: await putNew(open, first.id, incomplete),
    mistyped: await putNew(open, second.id, sampleDescription({ id: second.id, properties })),
  };
}
