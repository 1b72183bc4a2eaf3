import { noContent, type Reply } from "@thingwright/contracts";
import { RemoteError, type WotError } from "@thingwright/errors";
import { resolvePointer } from "@thingwright/td";
import type { InboundMessage } from "../../connection/message.js";
import type { AnswerTerms, PayloadMember } from "../../form/answer-terms.js";
import { requestVariable } from "../../form/request-terms.js";
import { fillText, type Variables } from "../../form/variable-text.js";
import { replyOf } from "../reply.js";
import { jsonOf } from "./json-payload.js";

/** The answer in `message`: a reply or a refusal; `undefined` when the message is no answer to the request. */
export type AnswerReader = (message: InboundMessage, variables: Variables) => Reply | WotError | undefined;

/**
 * Reads answers as `terms` describe them. A message that is no JSON although the terms look into it is a
 * DataSchemaError to whoever waits, unless a member tells whose answer it would be.
 *
 * @param contentType - of a payload that does not say (MQTT 5.0 §3.3.2.3.9)
 * @param hasValue - false where the answer confirms and has no value
 */
export function answerReader(terms: AnswerTerms, contentType: string, hasValue: boolean): AnswerReader {
  const { answerMatch, answerValue, refusalMatch } = terms;
  const whole = (message: InboundMessage): Reply => (hasValue ? replyOf(message, contentType) : noContent);
  if (answerMatch.length === 0 && answerValue === undefined && refusalMatch.length === 0) return whole;
  return (message, variables) => {
    const payload = jsonUnlessMatched(message, answerMatch.length > 0);
    if (payload instanceof Error) return payload;
    if (payload === undefined || !answerMatch.every((member) => holds(member, payload.value, variables))) return;
    if (refusalMatch.length > 0 && refusalMatch.every((member) => holds(member, payload.value, variables))) {
      return refusalOf(payload.value, terms);
    }
    if (answerValue === undefined) return whole(message);
    const value = resolvePointer(payload.value, answerValue);
    if (value === undefined) return;
    return hasValue ? { contentType: "application/json", body: Buffer.from(JSON.stringify(value)) } : noContent;
  };
}

/** Whether an answer tells which request it is to: then requests need not wait for one another. */
export const isCorrelated = ({ filters, answerMatch }: AnswerTerms): boolean => {
  const names = (text: unknown): boolean => typeof text === "string" && text.includes(`{${requestVariable}}`);
  return filters.some(names) || answerMatch.some(({ value }) => names(value));
};

function jsonUnlessMatched({ payload }: InboundMessage, matched: boolean): { value: unknown } | WotError | undefined {
  try {
    return { value: jsonOf(payload) };
  } catch (error) {
    return matched ? undefined : (error as WotError);
  }
}

/** Devices give numbers back as text and the other way round: what is written the same is the same. */
function holds({ pointer, value }: PayloadMember, payload: unknown, variables: Variables): boolean {
  const found = resolvePointer(payload, pointer);
  if (value === undefined) return found !== undefined && found !== null;
  return (
    found !== undefined && written(found) === written(typeof value === "string" ? fillText(value, variables) : value)
  );
}

const written = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function refusalOf(payload: unknown, { refusalReason }: AnswerTerms): WotError {
  const reason = refusalReason === undefined ? undefined : resolvePointer(payload, refusalReason);
  const text = reason === undefined ? "" : `: ${written(reason).slice(0, 200)}`;
  return new RemoteError("WOT_REMOTE", `the device refused${text}`, { status: "refused", data: payload });
}
