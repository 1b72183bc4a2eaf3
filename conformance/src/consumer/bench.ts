import { ClientSession } from "./client-session.js";
import type { ConsumerAbout, ConsumerDriver } from "./consumer-driver.js";
import type { ConsumerLimits } from "./consumer-limits.js";
import type { ConsumerSubject } from "./consumer-subject.js";
import type { ProbeThing } from "./probe-thing/probe-thing.js";
import { secretsIn } from "./secrets.js";
import type { Trial } from "./trial.js";
import type { TrialRecord } from "./trial-record.js";

/** Puts a client through trials, one after the other and each once. */
export class Bench implements ConsumerSubject {
  readonly about: ConsumerAbout;
  readonly signal: AbortSignal;
  readonly #driver: ConsumerDriver;
  readonly #probe: ProbeThing;
  readonly #limits: ConsumerLimits;
  readonly #records = new Map<Trial, Promise<TrialRecord>>();

  constructor(
    about: ConsumerAbout,
    driver: ConsumerDriver,
    probe: ProbeThing,
    limits: ConsumerLimits,
    signal: AbortSignal,
  ) {
    this.about = about;
    this.signal = signal;
    this.#driver = driver;
    this.#probe = probe;
    this.#limits = limits;
  }

  record(trial: Trial): Promise<TrialRecord> {
    const record = this.#records.get(trial) ?? this.#carryOut(trial);
    this.#records.set(trial, record);
    return record;
  }

  async #carryOut(trial: Trial): Promise<TrialRecord> {
    const { name, credentials = {} } = trial;
    const stage = this.#probe.open({
      name,
      secrets: secretsIn(credentials),
      answer: trial.answer,
      answerCoap: trial.answerCoap,
    });
    const session = new ClientSession(this.#driver, stage, this.#limits, this.signal);
    const taken = await session.do({ do: "consume", td: trial.describe(stage.place), credentials });
    if (taken.kind === "done") await trial.perform(session);
    if (session.isSilent) await this.#driver.restart?.();
    this.#probe.close();
    const { answered, notifications, callbacks, events } = session;
    return {
      trial: name,
      place: stage.place,
      arrivals: stage.arrivals,
      datagrams: stage.datagrams,
      answered,
      notifications,
      callbacks,
      events,
    };
  }
}
