import type { Check, CheckDescription } from "../check.js";
import { type Outcome, outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import type { Judgement } from "../verdict.js";
import type { HttpExchange, HttpRequest } from "../wire/http/http-exchange.js";
import { type ReadForm, readPropertyForms } from "./read-form.js";
import { thingCheck } from "./thing-check.js";

/** What one Form showed. */
export interface FormFinding {
  readonly judgement: Exclude<Judgement, "not-claimed">;
  readonly actual: string;
}

/** A Check of what a GET on each `readproperty` Form brings. */
export interface ReadFormCheck extends CheckDescription {
  appliesTo?(subject: ThingSubject): true | string;
  /** Whether the Form is one that the assertion speaks of; all are by default. */
  concerns?(form: ReadForm): boolean;
  /** Whether the requests go without credentials, also where there are some; default `false`. */
  readonly isAnonymous?: boolean;
  judge(form: ReadForm, exchange: HttpExchange): FormFinding;
}

type Judged = FormFinding & { readonly form: ReadForm; readonly exchange?: HttpExchange };

/**
 * The Check: each Form is used once and judged by itself. One violation is a violation; one that holds makes it hold,
 * and the words say how many were judged.
 */
export function readFormCheck(check: ReadFormCheck): Check {
  const { judge, concerns = () => true, appliesTo, isAnonymous = false, ...description } = check;
  const concerned = (subject: ThingSubject) => readPropertyForms(subject.thing).filter(concerns);
  return thingCheck({
    ...description,
    appliesTo(subject) {
      const applies = appliesTo?.(subject) ?? true;
      if (applies !== true) return applies;
      return concerned(subject).length > 0 ? true : "no readproperty Form over HTTP is concerned";
    },
    async judge(subject) {
      const evidence = new Evidence();
      for (const form of concerned(subject))
        evidence.add(await judgeForm(form, isAnonymous ? form.request : requestWith(form, subject), subject, judge));
      return together(description.requirement, evidence.judged);
    },
  });
}

/** The request of the Form, with the credentials that it wants if there are some. */
function requestWith({ credentials, form, request }: ReadForm, subject: ThingSubject): HttpRequest {
  const authentication = credentials === "none" ? "none are wanted" : subject.authenticate(form.security);
  return typeof authentication === "string" ? request : { ...request, authentication };
}

async function judgeForm(
  form: ReadForm,
  request: HttpRequest,
  subject: ThingSubject,
  judge: ReadFormCheck["judge"],
): Promise<Judged> {
  if (form.unsendable !== undefined) return { judgement: "inconclusive", actual: form.unsendable, form };
  const exchange = await subject.http.ask(request);
  return { ...judge(form, exchange), form, exchange };
}

/** Most Forms of one judgement whose exchanges are kept: an answer can be long, and a Thing can have many Forms. */
const mostKept = 5;

/** What the Forms showed, with the exchanges of the first of each judgement. */
class Evidence {
  readonly judged: Judged[] = [];
  readonly #kept = new Map<Judgement, number>();

  add({ exchange, ...rest }: Judged): void {
    const kept = this.#kept.get(rest.judgement) ?? 0;
    this.judged.push(exchange === undefined || kept === mostKept ? rest : { ...rest, exchange });
    if (exchange !== undefined) this.#kept.set(rest.judgement, Math.min(kept + 1, mostKept));
  }
}

/** The judgement that counts most decides, and its exchanges are the evidence. */
const weight = ["violated", "tool-error", "holds", "inconclusive"] as const;

function together(expected: string, judged: readonly Judged[]): Outcome {
  const judgement = weight.find((each) => judged.some((one) => one.judgement === each)) ?? "inconclusive";
  const telling = judged.filter((one) => one.judgement === judgement);
  const exchanges = telling.flatMap(({ exchange }) => exchange ?? []);
  return outcome(judgement, expected, wordsOf(judgement, telling, judged), ...exchanges);
}

/** Most Forms that are named in words. */
const mostNamed = 3;

function wordsOf(judgement: Judgement, telling: readonly Judged[], judged: readonly Judged[]): string {
  if (judgement === "holds") {
    const open = judged.filter((one) => one.judgement === "inconclusive").length;
    return `${telling.length} of ${judged.length} Forms do${open === 0 ? "" : `, ${open} could not be judged`}`;
  }
  const named = telling.slice(0, mostNamed).map(({ form, actual }) => `${form.form.pointer}: ${actual}`);
  if (telling.length > mostNamed) named.push(`and ${telling.length - mostNamed} more`);
  return named.join("; ");
}
