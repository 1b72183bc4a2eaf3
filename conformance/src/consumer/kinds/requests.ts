import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import type { FormFinding } from "../../kinds/form-evidence.js";
import type { Interact } from "../command.js";
import type { HttpArrival } from "../probe-thing/http-arrival.js";
import { replyTo, type TrialRecord } from "../trial-record.js";

export interface RequestsJudgement {
  /** What the client was told. */
  readonly operation: Interact["do"];
  /** Which requests count; all by default. */
  isConcerned?(arrival: HttpArrival): boolean;
  /** Whether a client that says it has tried, and has sent nothing, violates: where a default should have let it. Default `false`. */
  readonly mustSend?: boolean;
  /** What is wrong with a request; `undefined` for nothing. */
  faultIn(arrival: HttpArrival): string | undefined;
}

/** Judges every request that an operation led to. */
export function ofRequests(record: TrialRecord, judgement: RequestsJudgement): FormFinding {
  const { operation, mustSend = false, isConcerned = () => true, faultIn } = judgement;
  const concerned = record.arrivals.filter(isConcerned);
  const fault = concerned.map(faultIn).find((each) => each !== undefined);
  if (fault !== undefined) return violated(fault);
  if (concerned.length > 0) return holds;
  const reply = replyTo(record, operation);
  if (reply?.kind !== "done" && reply?.kind !== "failed") return unexercised(`${operation} was not tried`);
  const why = reply.kind === "failed" ? reply.message : "it says that it succeeded";
  return (mustSend ? violated : unexercised)(`told ${operation}, the client sends no such request: ${why}`);
}

/** Judges what the client told its user of an operation. */
export function ofReply(
  record: TrialRecord,
  operation: Interact["do"],
  judge: (
    reply: { readonly kind: "done"; readonly value?: unknown } | { readonly kind: "failed"; readonly message: string },
  ) => FormFinding,
): FormFinding {
  const reply = replyTo(record, operation);
  if (reply?.kind !== "done" && reply?.kind !== "failed") return unexercised(`${operation} was not tried`);
  return judge(reply);
}

/** Judges that the client was told to read, and did: its user has `value`. */
export function gives(
  record: TrialRecord,
  operation: Interact["do"],
  isRight: (value: unknown) => boolean,
): FormFinding {
  return ofReply(record, operation, (reply) => {
    if (reply.kind === "failed") return violated(`the client reports an error: ${reply.message}`);
    return isRight(reply.value) ? holds : violated(`the client gives its user ${shown(reply.value)}`);
  });
}

/** Longest value that is quoted. */
const maxShown = 200;

/** A value in words. */
export const shown = (value: unknown): string =>
  value === undefined ? "no value" : JSON.stringify(value).slice(0, maxShown);

/** The value of a body in JSON; `undefined` when it is none. */
export function valueIn({ body }: HttpArrival): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** `PUT /level`, for a sentence. */
export const lineOf = ({ method, path }: HttpArrival): string => `${method} ${path}`;
