import type { EffectiveForm } from "@thingwright/td";
import type { ThingSubject } from "../subject.js";
import type { HttpExchange } from "../wire/http/http-exchange.js";
import { pause } from "../wire/pause.js";
import { maxOpenStreamBytes } from "./event-stream.js";
import { maxOpenStreamMs } from "./open-stream.js";
import { dressed, profiledForm } from "./profiled-form.js";
import { type WriteForm, writePropertyForms } from "./write-form.js";
import { tryWrite, type WriteTrial } from "./write-trial.js";

/** How long a question is given to arrive before something is written, in milliseconds. */
export const longPollLeadMs = 100;

/** What a long poll brought while its property was written. */
export interface LongPollTrial {
  readonly form: EffectiveForm;
  readonly trial: WriteTrial | string;
  /** The answer; `undefined` when it came before anything was written. */
  readonly poll: HttpExchange;
  readonly isEarly: boolean;
  /** What is read while it is waited for. */
  readonly value?: unknown;
}

/** The properties that can be written, and observed by a long poll. */
export function longPollForms({ thing }: ThingSubject): readonly (readonly [WriteForm, EffectiveForm])[] {
  return writePropertyForms(thing).flatMap((written, index, all) => {
    const form = profiledForm(thing, "property", written.name, "observeproperty", "longpoll");
    const isFirst = all.findIndex(({ name }) => name === written.name) === index;
    return form === undefined || !isFirst ? [] : [[written, form] as const];
  });
}

/**
 * Asks by the long poll, writes another value, and takes the answer. An answer that comes at once is taken for the state at
 * the beginning, and asked for once more.
 */
export async function tryLongPoll(
  [written, form]: readonly [WriteForm, EffectiveForm],
  subject: ThingSubject,
): Promise<LongPollTrial> {
  const first = new Poll(form, subject);
  await pause(longPollLeadMs, subject.signal);
  const poll = first.isAnswered ? new Poll(form, subject) : first;
  if (poll !== first) await pause(longPollLeadMs, subject.signal);
  const isEarly = poll.isAnswered;
  let value: unknown;
  const trial = isEarly
    ? "it answers at once"
    : await tryWrite(written, subject, async (read) => {
        value = read;
        await poll.answered(subject.http.effectTimeoutMs);
      });
  return { form, trial, poll: await poll.end(), isEarly, value };
}

/** One question that is answered when there is something new. */
class Poll {
  readonly #end = new AbortController();
  readonly #subject: ThingSubject;
  readonly #exchange: Promise<HttpExchange>;
  isAnswered = false;

  constructor(form: EffectiveForm, subject: ThingSubject) {
    this.#subject = subject;
    const request = { method: "GET", url: form.href, headers: [["Accept", form.contentType]] } as const;
    const enough = (body: Uint8Array): boolean => body.byteLength >= maxOpenStreamBytes;
    const listening = { forMs: maxOpenStreamMs, until: this.#end.signal, enough };
    this.#exchange = subject.http.listen(dressed(form, request, subject), listening).finally(() => {
      this.isAnswered = true;
    });
  }

  /** Resolves when there is an answer, or the time is up. */
  async answered(forMs: number): Promise<void> {
    const late = new AbortController();
    await Promise.race([this.#exchange, pause(forMs, AbortSignal.any([late.signal, this.#subject.signal]))]);
    late.abort();
  }

  /** The answer, or that there is none. */
  async end(): Promise<HttpExchange> {
    this.#end.abort();
    return await this.#exchange;
  }
}
