import { type Clock, type Patience, within } from "@thingwright/contracts";
import { asWotError, ProtocolError, RemoteError, RequestError, TimeoutError, type WotError } from "@thingwright/errors";
import { type PropertyReference, referenceText } from "../protocol/property-reference.js";
import {
  type PropertyAnswer,
  readMultipleAnswer,
  readMultipleRequest,
  readPropertyAnswer,
  readPropertyRequest,
} from "../protocol/read-property.js";
import { isUnknownService } from "../protocol/refusal.js";
import { confirmedService } from "../protocol/service.js";
import type { BacnetValue } from "../protocol/value.js";

/** One confirmed request to a device. */
export type DeviceRequest = (service: number, data: Uint8Array, patience: Patience) => Promise<Uint8Array>;

interface Question {
  readonly reference: PropertyReference;
  readonly signal: AbortSignal | undefined;
  /** When it has to be answered, by the clock. */
  readonly endsAt: number;
  resolve(values: readonly BacnetValue[]): void;
  reject(error: WotError): void;
}

/** Octets that one answer among several takes, roughly: names are longer, numbers are shorter. */
const answerOctets = 24;
const maxTogether = 40;
const graceMs = 100;

export interface PropertyReaderOptions {
  readonly request: DeviceRequest;
  readonly clock: Clock;
  readonly limits: { readonly maxPendingPerDevice: number; readonly maxQueuedReads: number };
}

/**
 * Reads properties of one device. What waits goes together in a ReadPropertyMultiple, as far as the device has that service
 * and its answer fits; where it does not, each is asked for alone (ASHRAE 135 §15.5, §15.7).
 */
export class PropertyReader {
  readonly #options: PropertyReaderOptions;
  #questions: Question[] = [];
  #asking = 0;
  #isAlone = false;
  #together = maxTogether;

  constructor(options: PropertyReaderOptions) {
    this.#options = options;
  }

  /** What the device's longest message means for how much is asked at a time. */
  fit(maxApduBytes: number, canSegment: boolean): void {
    const fitting = Math.max(1, Math.floor(maxApduBytes / answerOctets));
    this.#together = canSegment ? maxTogether : Math.min(maxTogether, fitting);
  }

  /**
   * The values of a property: one, but for lists and arrays.
   *
   * @throws {WotError} like a request of the station; RequestError WOT_TOO_MANY when as many wait as may
   */
  read(reference: PropertyReference, { timeoutMs, signal }: Patience): Promise<readonly BacnetValue[]> {
    const { clock, limits } = this.#options;
    const { maxQueuedReads } = limits;
    if (this.#questions.length >= maxQueuedReads)
      return Promise.reject(new RequestError("WOT_TOO_MANY", `${maxQueuedReads} properties wait to be read already`));
    const values = new Promise<readonly BacnetValue[]>((resolve, reject) => {
      this.#questions.push({ reference, signal, endsAt: clock.now() + timeoutMs, resolve, reject });
      // Whoever asks for several does so in one turn.
      if (this.#questions.length === 1) setImmediate(() => this.#ask());
    });
    // The request ends in time by itself, and knows whether the device was there at all.
    return within(values, { timeoutMs: timeoutMs + graceMs, signal }, clock);
  }

  #ask(): void {
    while (this.#asking < this.#options.limits.maxPendingPerDevice && this.#questions.length > 0) {
      const questions = this.#next();
      this.#asking += 1;
      void this.#askTogether(questions).finally(() => {
        this.#asking -= 1;
        this.#ask();
      });
    }
  }

  /** Those that go together; without those that nobody waits for any more. */
  #next(): readonly Question[] {
    const now = this.#options.clock.now();
    const taken: Question[] = [];
    let looked = 0;
    for (const question of this.#questions) {
      if (taken.length === (this.#isAlone ? 1 : this.#together)) break;
      looked += 1;
      if (question.signal?.aborted === true) continue;
      if (question.endsAt <= now)
        question.reject(new TimeoutError("WOT_TIMEOUT", "the device was busy with other requests", { sent: false }));
      else taken.push(question);
    }
    this.#questions = this.#questions.slice(looked);
    return taken.sort((one, other) => one.endsAt - other.endsAt);
  }

  async #askTogether(questions: readonly Question[]): Promise<void> {
    const [only] = questions;
    if (only === undefined) return;
    if (questions.length === 1) return this.#askAlone(only);
    if (this.#isAlone) {
      for (const question of questions) await this.#askAlone(question);
      return;
    }
    try {
      const answers = await this.#readMultiple(questions);
      for (const question of questions) settle(question, answers.get(referenceText(question.reference)));
    } catch (error) {
      await this.#askApart(questions, asWotError(error));
    }
  }

  /** A device that refuses a long question may answer a shorter one: it is full, or stumbles over one property. */
  async #askApart(questions: readonly Question[], error: WotError): Promise<void> {
    if (error.family !== "RemoteError" && error.family !== "ProtocolError") {
      for (const { reject } of questions) reject(error);
      return;
    }
    if (isUnknownService(error)) this.#isAlone = true;
    const half = Math.ceil(questions.length / 2);
    await this.#askTogether(questions.slice(0, half));
    await this.#askTogether(questions.slice(half));
  }

  async #readMultiple(questions: readonly Question[]): Promise<ReadonlyMap<string, PropertyAnswer>> {
    const references = new Map(questions.map(({ reference }) => [referenceText(reference), reference]));
    const patience = this.#patienceFor(questions[0]!);
    const data = readMultipleRequest([...references.values()]);
    return readMultipleAnswer(await this.#options.request(confirmedService.readPropertyMultiple, data, patience));
  }

  #patienceFor({ endsAt }: Question): Patience {
    return { timeoutMs: Math.max(1, endsAt - this.#options.clock.now()) };
  }

  async #askAlone(question: Question): Promise<void> {
    const { reference, resolve, reject } = question;
    try {
      const patience = this.#patienceFor(question);
      const data = readPropertyRequest(reference);
      resolve(
        readPropertyAnswer(await this.#options.request(confirmedService.readProperty, data, patience), reference),
      );
    } catch (error) {
      reject(asWotError(error));
    }
  }
}

function settle({ reference, resolve, reject }: Question, answer: PropertyAnswer | undefined): void {
  if (answer === undefined)
    reject(new ProtocolError("WOT_PROTOCOL", `the answer says nothing of ${referenceText(reference)}`));
  else if ("values" in answer) resolve(answer.values);
  else reject(new RemoteError("WOT_REMOTE", `the device answered: ${answer.refused}`, { status: answer.refused }));
}
