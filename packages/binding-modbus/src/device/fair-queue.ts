/** What waits for its turn on a connection. */
export interface Job {
  readonly unitId: number;
  /** Nobody in particular waits for it: what is asked for goes first. */
  readonly isPolling: boolean;
  /** Does its work; resolves when the connection is free again. Never rejects. */
  run(): Promise<void>;
  /** Cannot be done: the connection cannot be had. */
  fail(reason: unknown): void;
}

/** So many jobs that somebody waits for go before one that polls. */
const maxOvertaking = 4;

/** Jobs in a fair order: units take turns, and what somebody waits for goes before polling, but not for ever. */
export class FairQueue {
  readonly #asked = new Turns();
  readonly #polling = new Turns();
  #overtaken = 0;

  push(job: Job): void {
    (job.isPolling ? this.#polling : this.#asked).push(job);
  }

  /** The job whose turn it is. */
  take(): Job | undefined {
    const isPollingDue = this.#overtaken >= maxOvertaking && !this.#polling.isEmpty;
    const job = (isPollingDue ? undefined : this.#asked.take()) ?? this.#polling.take() ?? this.#asked.take();
    this.#overtaken = job?.isPolling === false && !this.#polling.isEmpty ? this.#overtaken + 1 : 0;
    return job;
  }
}

/** Jobs by unit: one of each in turn. */
class Turns {
  /** The unit whose turn is next is the first. */
  readonly #jobs = new Map<number, Job[]>();

  get isEmpty(): boolean {
    return this.#jobs.size === 0;
  }

  push(job: Job): void {
    const jobs = this.#jobs.get(job.unitId);
    if (jobs === undefined) this.#jobs.set(job.unitId, [job]);
    else jobs.push(job);
  }

  take(): Job | undefined {
    for (const [unitId, jobs] of this.#jobs) {
      const job = jobs.shift();
      this.#jobs.delete(unitId);
      if (jobs.length > 0) this.#jobs.set(unitId, jobs);
      return job;
    }
    return undefined;
  }
}
