import type { Content, InboundRequest, MaybePromise } from "@thingwright/contracts";
import { InternalError } from "@thingwright/errors";
import { collect, isStream } from "../../value/raw-input.js";
import type { ValueCodec } from "../../value/value-codec.js";

/** What an application's answer becomes bytes and values with. */
export interface AnswerRules {
  /** What the answer is of, for messages: `property "on"`. */
  readonly of: string;
  readonly codec: ValueCodec;
  readonly maxStreamBytes: number;
}

/** Who waits for the answer. The signal is looked at for a stream only: a server may make it when it is asked for. */
export type Asking = Pick<InboundRequest, "signal">;

/**
 * An application's answer as content: a value encoded, a stream collected.
 *
 * @throws {InternalError} WOT_INTERNAL when the answer breaks its own schema: that is not the asker's fault
 */
export function contentOfAnswer(
  answer: unknown,
  contentType: string,
  rules: AnswerRules,
  request: Asking,
): MaybePromise<Content> {
  if (isStream(answer)) {
    return collect(answer, rules.maxStreamBytes, request.signal).then(({ body }) => ({ contentType, body }));
  }
  try {
    return rules.codec.encode(answer, contentType);
  } catch (error) {
    throw unusable(error, rules);
  }
}

/**
 * An application's answer as a valid value; a stream is collected and decoded as `contentType`.
 *
 * @throws {InternalError} WOT_INTERNAL as for {@link contentOfAnswer}
 */
export function valueOfAnswer(
  answer: unknown,
  contentType: string,
  rules: AnswerRules,
  request: Asking,
): MaybePromise<unknown> {
  if (isStream(answer)) {
    return collect(answer, rules.maxStreamBytes, request.signal).then(({ body }) =>
      checked(rules, () => rules.codec.decode({ contentType, body }, contentType)),
    );
  }
  return checked(rules, () => {
    rules.codec.validateOwn(answer);
    return answer;
  });
}

/**
 * The output of an action as its status keeps it: a copy that JSON, in which statuses travel, surely carries.
 *
 * @throws {InternalError} WOT_INTERNAL as for {@link contentOfAnswer}
 */
export function statusOutputOf(value: unknown, rules: AnswerRules): unknown {
  return checked(rules, () => JSON.parse(JSON.stringify(value)));
}

function checked<T>(rules: AnswerRules, use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw unusable(error, rules);
  }
}

function unusable(error: unknown, { of }: AnswerRules): InternalError {
  const why = error instanceof Error ? error.message : String(error);
  return new InternalError("WOT_INTERNAL", `${of} has an unusable value: ${why}`, { cause: error });
}
