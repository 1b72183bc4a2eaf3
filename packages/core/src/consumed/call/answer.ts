import type { Reply } from "@thingwright/contracts";
import type { ValueCodec } from "../../value/value-codec.js";
import { type AdditionalResponse, refusalOf } from "../plan/additional-response.js";
import type { Candidate, Plan } from "../plan/plan.js";

/** The answer of a call, and the plan and Form that brought it. */
export interface Answer<T> {
  readonly value: T;
  readonly plan: Plan;
  readonly candidate: Candidate;
}

/** What decodes an answer: the operation's own schema, or that of the additional response that the answer is. */
interface AnswerDecoder {
  readonly codec: ValueCodec;
  /** Content type that counts when the answer does not say one. */
  readonly contentType: string;
}

export function decoderOf({ plan, candidate, value }: Answer<Reply>): AnswerDecoder {
  const additional = additionalOf(candidate, value);
  return additional ?? { codec: plan.output, contentType: candidate.responseType };
}

function additionalOf({ additional }: Candidate, { additionalResponse }: Reply): AdditionalResponse | undefined {
  return additionalResponse === undefined ? undefined : additional[additionalResponse];
}

/**
 * `reply`, unless it is one of the refusals that the Form tells of.
 *
 * @throws {RemoteError} WOT_REMOTE with its data
 * @throws {CredentialsError} WOT_CREDENTIALS_REFUSED where the peer says that the asker may not, with that as its cause
 */
export function accepted(candidate: Candidate, reply: Reply): Reply {
  const additional = additionalOf(candidate, reply);
  if (additional === undefined || additional.success) return reply;
  throw refusalOf(reply, additional);
}
