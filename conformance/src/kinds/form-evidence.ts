import { type Outcome, outcome } from "../outcome.js";
import type { Judgement } from "../verdict.js";
import type { Exchange } from "../wire/wire.js";

/** What one Form showed. */
export interface FormFinding {
  readonly judgement: Exclude<Judgement, "not-claimed">;
  readonly actual: string;
}

/** What one Form showed, and how. */
export interface JudgedForm extends FormFinding {
  /** JSON Pointer of the Form. */
  readonly pointer: string;
  /** The most telling one first. */
  readonly exchanges: readonly Exchange[];
}

/** Most Forms of one judgement whose exchanges are kept: an answer can be long, and a Thing can have many Forms. */
const mostKept = 5;

/** Most Forms that are named in words. */
const mostNamed = 3;

/** The judgement that counts most decides, and its exchanges are the evidence. */
const weight = ["violated", "tool-error", "holds", "inconclusive"] as const;

/** What the Forms of a Thing showed, with the exchanges of the first of each judgement. */
export class FormEvidence {
  readonly #kind: string;
  readonly #judged: JudgedForm[] = [];
  readonly #kept = new Map<Judgement, number>();

  /** @param kind - what is judged instead, as a plural */
  constructor(kind = "Forms") {
    this.#kind = kind;
  }

  add(judged: JudgedForm): void {
    const kept = this.#kept.get(judged.judgement) ?? 0;
    this.#judged.push(kept < mostKept ? judged : { ...judged, exchanges: [] });
    if (judged.exchanges.length > 0) this.#kept.set(judged.judgement, kept + 1);
  }

  /** One violation is a violation; one that holds makes it hold, and the words say how many were judged. */
  together(expected: string): Outcome {
    const judgement = weight.find((each) => this.#judged.some((one) => one.judgement === each)) ?? "inconclusive";
    const telling = this.#judged.filter((one) => one.judgement === judgement);
    const exchanges = telling.flatMap((one) => one.exchanges);
    return outcome(judgement, expected, this.#words(judgement, telling), ...exchanges);
  }

  #words(judgement: Judgement, telling: readonly JudgedForm[]): string {
    if (judgement === "holds") {
      const open = this.#judged.filter((one) => one.judgement === "inconclusive").length;
      return `${telling.length} of ${this.#judged.length} ${this.#kind} do${open === 0 ? "" : `, ${open} could not be judged`}`;
    }
    const named = telling.slice(0, mostNamed).map(({ pointer, actual }) => `${pointer}: ${actual}`);
    if (telling.length > mostNamed) named.push(`and ${telling.length - mostNamed} more`);
    return named.join("; ");
  }
}
