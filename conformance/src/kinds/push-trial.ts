import type { EffectiveForm } from "@thingwright/td";
import type { Subject, ThingSubject } from "../subject.js";
import type { HttpExchange } from "../wire/http/http-exchange.js";
import { type EventMessage, valueIn } from "./event-message.js";
import { maxStreams, streamForms } from "./event-stream.js";
import { nearlyEqual } from "./nearly-equal.js";
import { OpenStream } from "./open-stream.js";
import { type Resumption, resume } from "./resumption.js";
import { type WriteForm, writePropertyForms } from "./write-form.js";
import { tryWrite, type WriteTrial } from "./write-trial.js";

/** Operations whose streams tell when a property changes. */
export type ObserveOperation = "observeproperty" | "observeallproperties";

/** What a stream told of a property that was written, and written back. */
export interface Push {
  readonly operation: ObserveOperation;
  readonly name: string;
  readonly form: EffectiveForm;
  readonly exchange: HttpExchange;
  readonly isEventStream: boolean;
  /** What came of writing; a text where nothing was written. */
  readonly trial: WriteTrial | string;
  readonly messages: readonly EventMessage[];
  /** The message with the value that was written; absent when none came within `effectTimeoutMs`. */
  readonly changed?: EventMessage;
  /** What came of opening the stream again as if that message had been the last one; absent where messages have no ids. */
  readonly resumption?: Resumption;
}

const pushed = new WeakMap<Subject, Promise<readonly Push[]>>();

/** What the streams of the operation told: each property is written once, while all streams that should tell of it are open. */
export async function pushes(subject: ThingSubject, operation: ObserveOperation): Promise<readonly Push[]> {
  const all = pushed.get(subject) ?? pushAll(subject);
  pushed.set(subject, all);
  return (await all).filter((push) => push.operation === operation);
}

/** The properties that can be written, each with the streams of the operation that tell of it. */
export function pushedProperties(
  subject: ThingSubject,
  operation: ObserveOperation,
): readonly (readonly [WriteForm, EffectiveForm])[] {
  const written = writePropertyForms(subject.thing).filter(
    ({ name, property }, index, forms) =>
      property.observable === true && forms.findIndex((each) => each.name === name) === index,
  );
  const streams = streamForms(subject, operation);
  return written
    .flatMap((form) => {
      const stream = streams.find(([name]) => name === "" || name === form.name);
      return stream === undefined ? [] : [[form, stream[1]] as const];
    })
    .slice(0, maxStreams);
}

async function pushAll(subject: ThingSubject): Promise<readonly Push[]> {
  const operations = ["observeproperty", "observeallproperties"] as const;
  const told = operations.flatMap((operation) =>
    pushedProperties(subject, operation).map(([written, form]) => ({ operation, written, form })),
  );
  const found: Push[] = [];
  for (const name of new Set(told.map(({ written }) => written.name))) {
    const ofProperty = told.filter(({ written }) => written.name === name);
    found.push(...(await pushOne(ofProperty[0]!.written, ofProperty, subject)));
  }
  return found;
}

async function pushOne(
  written: WriteForm,
  told: readonly Pick<Push, "operation" | "form">[],
  subject: ThingSubject,
): Promise<readonly Push[]> {
  const { name } = written;
  const streams = await Promise.all(
    told.map(async (each) => ({ ...each, stream: await OpenStream.open(each.form, subject) })),
  );
  const listeners = streams.map(({ stream }) => new Listener(stream, name, subject.http.effectTimeoutMs));
  const trial = await tryWrite(written, subject, async (value) => {
    await Promise.all(listeners.map((each) => each.hearChange(value)));
  });
  if (typeof trial !== "string") await Promise.all(listeners.map((each) => each.hearRestored(trial.old)));
  return await Promise.all(
    streams.map(async ({ stream, ...each }, index): Promise<Push> => {
      const { changed, ids } = listeners[index]!;
      const exchange = await stream.end();
      const resumption = ids === undefined ? {} : { resumption: await resume(each.form, subject, ids) };
      const { isEventStream, messages } = stream;
      return {
        ...{ ...each, name, exchange, isEventStream, trial, messages },
        ...(changed === undefined ? {} : { changed }),
        ...resumption,
      };
    }),
  );
}

/** Waits on one stream for what it should tell of one property. */
class Listener {
  readonly #stream: OpenStream;
  readonly #name: string;
  readonly #forMs: number;
  /** What had come when nothing was written yet. */
  readonly #before: number;
  #changedAt = -1;
  #restoredAt = -1;

  constructor(stream: OpenStream, name: string, forMs: number) {
    this.#stream = stream;
    this.#name = name;
    this.#forMs = forMs;
    this.#before = stream.messages.length;
  }

  /** The message with the value that was written. */
  get changed(): EventMessage | undefined {
    return this.#stream.messages[this.#changedAt];
  }

  /** The ids of that message, and of the one with the old value after it, where both have one. */
  get ids(): { readonly known: string; readonly missed: string } | undefined {
    const [known, missed] = [this.changed?.id, this.#stream.messages[this.#restoredAt]?.id];
    return known === undefined || missed === undefined || known === missed ? undefined : { known, missed };
  }

  async hearChange(value: unknown): Promise<void> {
    this.#changedAt = await this.#hear(value, this.#before);
  }

  /** Waits only where the change itself was told: who was silent then is silent now. */
  async hearRestored(value: unknown): Promise<void> {
    if (this.#changedAt >= 0) this.#restoredAt = await this.#hear(value, this.#changedAt + 1);
  }

  async #hear(value: unknown, from: number): Promise<number> {
    if (!this.#stream.isEventStream) return -1;
    return await this.#stream.heard(
      (message, index) => index >= from && this.#isAbout(message) && nearlyEqual(valueIn(message)?.value, value),
      this.#forMs,
    );
  }

  /** How messages are named is judged elsewhere: one without a name may be about anything. */
  #isAbout({ event }: EventMessage): boolean {
    return event === this.#name || event === "message";
  }
}
