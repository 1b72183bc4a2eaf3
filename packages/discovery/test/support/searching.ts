import { FakeClock } from "@thingwright/contract-tests";
import {
  type Content,
  type Introducer,
  type Introduction,
  type IntroductionSearch,
  silent,
} from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";

/** A search that a test leads, and what has come of it. */
export class Searching {
  readonly clock: FakeClock;
  readonly found: Introduction[] = [];
  readonly errors: WotError[] = [];
  readonly #controller = new AbortController();
  readonly #ended: Promise<void>;

  constructor(
    introducer: Introducer,
    { clock = new FakeClock(), request }: { clock?: FakeClock; request?: IntroductionSearch["request"] } = {},
  ) {
    this.clock = clock;
    this.#ended = this.#run(introducer, request);
  }

  get urls(): readonly string[] {
    return this.found.map(({ url }) => url);
  }

  async #run(introducer: Introducer, request: IntroductionSearch["request"] | undefined): Promise<void> {
    const search: IntroductionSearch = {
      signal: this.#controller.signal,
      timeoutMs: 5_000,
      clock: this.clock,
      logger: silent,
      request: request ?? (() => Promise.reject(new TypeError("nothing is to be asked"))),
      failed: (error) => this.errors.push(error),
    };
    for await (const introduction of introducer.find(search)) this.found.push(introduction);
  }

  /** Resolves when the introducer ends by itself. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  async stop(): Promise<void> {
    this.#controller.abort();
    await this.#ended;
  }
}

export const textContent = (text: string): Content => ({
  contentType: "application/link-format",
  body: new TextEncoder().encode(text),
});
