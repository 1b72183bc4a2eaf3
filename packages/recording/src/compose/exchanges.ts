import type { Step } from "@thingwright/simulator";
import type { Redactor } from "../redact/redactor.js";
import type { ExchangeEntry } from "../tape.js";
import type { PayloadWriter } from "./payload-writer.js";
import { momentIs, type Told } from "./story.js";

/** An answer that came so late was waited for: it is as late again. */
const minDelayMs = 1000;

/** What is written of an exchange, and what came of it. */
export interface ExchangeScene {
  readonly told: Told<ExchangeEntry>;
  /** Steps after the answer. */
  readonly steps: readonly Step[];
}

/** Writes requests and answers as scenes. */
export class ExchangeWriter {
  readonly #payloads: PayloadWriter;
  readonly #redactor: Redactor;

  constructor(payloads: PayloadWriter, redactor: Redactor) {
    this.#payloads = payloads;
    this.#redactor = redactor;
  }

  /**
   * Scenes of requests that are the same: of what changes nothing, the answers of each moment in turn, the last again and
   * again; a moment that has none has those of the moment before. Later moments come first, as the first that fits counts.
   */
  reads(scenes: readonly ExchangeScene[]): readonly object[] {
    const moments = [...new Set(scenes.map(({ told }) => told.moment))].sort((one, other) => other - one);
    return moments.flatMap((moment, index) => {
      const lines = scenes.filter(({ told }) => told.moment === moment).map((scene) => this.#line(scene));
      const isEarliest = index === moments.length - 1;
      const inTurn = runsOf(lines);
      return inTurn.map(({ item, times }, at) => ({
        ...item,
        ...(!isEarliest && { if: momentIs({ minimum: moment }) }),
        ...(at < inTurn.length - 1 && { times }),
      }));
    });
  }

  /** Scenes of requests that are the same and change something: each leads to its moment, the next after the present one. */
  changes(scenes: readonly ExchangeScene[]): readonly object[] {
    return scenes.map((scene, index) => {
      const { do: steps, ...line } = this.#line(scene);
      const { moment } = scene.told;
      const isLast = index === scenes.length - 1;
      return {
        ...line,
        ...(!isLast && { if: momentIs({ maximum: moment - 1 }) }),
        do: [{ set: { moment } }, ...steps],
      };
    });
  }

  #line({ told: { entry }, steps }: ExchangeScene): { readonly request: object; readonly do: readonly Step[] } {
    const { server, method, status, headers, isStream, tookMs, request } = entry;
    const target = this.#redactor.target(entry.target);
    const hasBody = request.bytes.length > 0 || !["GET", "HEAD"].includes(method);
    const told = Object.entries(headers).map(([name, value]) => [name, this.#redactor.text(value)]);
    const answer: Step = {
      ...(tookMs >= minDelayMs && { afterMs: Math.round(tookMs) }),
      answer: {
        status,
        ...(told.length > 0 && { headers: Object.fromEntries(told) as Record<string, string> }),
        ...(isStream && { stream: true }),
        ...(this.#payloads.callOf(request)?.answered(this.#payloads.body(entry.answer)) ??
          this.#payloads.body(entry.answer)),
        ...(isStream && entry.answer.contentType !== undefined && { contentType: entry.answer.contentType }),
      },
    };
    return {
      request: { server, method, target },
      ...(hasBody && this.#payloads.pattern(request)),
      do: [answer, ...steps],
    };
  }
}

/** `items` in their order, those that are the same one after the other as one, with how many they are. */
function runsOf<T>(items: readonly T[]): readonly { readonly item: T; readonly times: number }[] {
  const runs: { item: T; text: string; times: number }[] = [];
  for (const item of items) {
    const text = JSON.stringify(item);
    const last = runs.at(-1);
    if (last?.text === text) last.times += 1;
    else runs.push({ item, text, times: 1 });
  }
  return runs;
}
