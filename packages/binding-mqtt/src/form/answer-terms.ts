import { ThingDescriptionError } from "@thingwright/errors";
import { type Form, isRecord, unescapePointer } from "@thingwright/td";
import { faultOfTopicFilter } from "../topic/topic-name.js";

export const answerFilterTerm = "tw:answerFilter";
export const answerMatchTerm = "tw:answerMatch";
export const answerValueTerm = "tw:answerValue";
export const requestPayloadTerm = "tw:requestPayload";
export const requestMembersTerm = "tw:requestMembers";
export const refusalMatchTerm = "tw:refusalMatch";
export const refusalReasonTerm = "tw:refusalReason";

/** The input of a write or an action, as a variable of `tw:requestMembers`. */
export const inputVariable = "tw.input";

/** A member of a JSON payload and what it is, or is to be; a text may hold variables. */
export interface PayloadMember {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** Its names, unescaped. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * How a device answers that knows no Response Topic: "publish this there, the answer comes here".
 *
 * Variables in texts are those of the Form, `{tw.client}` (the client id), `{tw.request}` (a number that no other request
 * has) and in `requestMembers` `{tw.input}`. A text that is one variable and nothing else stands for its value, of
 * whatever type; in a longer text a value is written out.
 */
export interface AnswerTerms {
  /** Topic filters that the answer comes on. */
  readonly filters: readonly string[];
  /** What to send when there is no input, or around it; a value, encoded by the Form's `contentType`. */
  readonly requestPayload: unknown;
  /** Members to put into the request's payload. */
  readonly requestMembers: readonly PayloadMember[];
  /** Members that an answer to this request has; a message without them is none. */
  readonly answerMatch: readonly PayloadMember[];
  /** JSON Pointer of the value in the answer; a message without it is no answer. */
  readonly answerValue: string | undefined;
  /** Members that make an answer a refusal: each with its value, or, where that is `undefined`, there and not null. */
  readonly refusalMatch: readonly PayloadMember[];
  /** JSON Pointer of the reason in a refusal. */
  readonly refusalReason: string | undefined;
}

/**
 * The answer terms of `form`; `undefined` when it has no `tw:answerFilter`.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID for a term with an unusable value: leaving it out would take a stranger's
 *   message for the answer
 */
export function answerTermsOf(form: Form): AnswerTerms | undefined {
  const filter = form[answerFilterTerm];
  if (filter === undefined) return undefined;
  const refusal = form[refusalMatchTerm];
  return {
    filters: filtersOf(filter),
    requestPayload: form[requestPayloadTerm],
    requestMembers: membersOf(form, requestMembersTerm),
    answerMatch: membersOf(form, answerMatchTerm),
    answerValue: pointerOf(form, answerValueTerm),
    refusalMatch:
      typeof refusal === "string"
        ? [memberOf(refusalMatchTerm, refusal, undefined)]
        : membersOf(form, refusalMatchTerm),
    refusalReason: pointerOf(form, refusalReasonTerm),
  };
}

function filtersOf(term: unknown): readonly string[] {
  const filters = Array.isArray(term) ? term : [term];
  if (filters.length === 0) throw unusable(answerFilterTerm, "it is empty");
  return filters.map((filter) => {
    const fault = typeof filter === "string" ? faultOfTopicFilter(filter) : "it is no text";
    if (fault !== undefined) throw unusable(answerFilterTerm, fault);
    return filter;
  });
}

function pointerOf(form: Form, term: `tw:${string}`): string | undefined {
  const pointer = form[term];
  if (pointer === undefined) return undefined;
  if (typeof pointer !== "string") throw unusable(term, "it is no JSON Pointer");
  return memberOf(term, pointer, undefined).pointer;
}

function membersOf(form: Form, term: `tw:${string}`): readonly PayloadMember[] {
  const members = form[term];
  if (members === undefined) return [];
  if (!isRecord(members)) throw unusable(term, "it is no object of JSON Pointers");
  return Object.entries(members).map(([pointer, value]) => memberOf(term, pointer, value));
}

function memberOf(term: string, pointer: string, value: unknown): PayloadMember {
  if (!pointer.startsWith("/")) throw unusable(term, `${JSON.stringify(pointer)} is no JSON Pointer of a member`);
  const path = pointer.slice(1).split("/").map(unescapePointer);
  if (path.includes("__proto__")) throw unusable(term, "__proto__ is no member");
  return { pointer, path, value };
}

const unusable = (term: string, fault: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_INVALID", `${term} is unusable: ${fault}`);
