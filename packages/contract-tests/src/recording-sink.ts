import type { Content, ContentSink } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { Condition } from "./condition.js";
import { jsonOf } from "./json-content.js";

/** One call that a sink got. */
export type SinkCall =
  | { readonly kind: "next"; readonly content: Content }
  | { readonly kind: "interrupted"; readonly error: WotError }
  | { readonly kind: "resumed" }
  | { readonly kind: "error"; readonly error: WotError }
  | { readonly kind: "complete" };

/** A sink that remembers all it is told and can be waited for. */
export class RecordingSink implements ContentSink {
  readonly calls: SinkCall[] = [];
  readonly #condition = new Condition();

  next(content: Content): void {
    this.#record({ kind: "next", content });
  }

  interrupted(error: WotError): void {
    this.#record({ kind: "interrupted", error });
  }

  resumed(): void {
    this.#record({ kind: "resumed" });
  }

  error(error: WotError): void {
    this.#record({ kind: "error", error });
  }

  complete(): void {
    this.#record({ kind: "complete" });
  }

  /** What `next` brought, in order. */
  get contents(): readonly Content[] {
    return this.calls.flatMap((call) => (call.kind === "next" ? [call.content] : []));
  }

  /** What `next` brought, taken for JSON. */
  get values(): readonly unknown[] {
    return this.contents.map(jsonOf);
  }

  /** Whether it was told of an end, good or bad. */
  get ended(): boolean {
    return this.calls.some((call) => call.kind === "error" || call.kind === "complete");
  }

  heard(kind: SinkCall["kind"]): boolean {
    return this.calls.some((call) => call.kind === kind);
  }

  /** Resolves when `holds`; an AssertionError says what was heard instead after `patienceMs`. */
  async until(holds: (sink: this) => boolean, what: string, patienceMs: number): Promise<void> {
    await this.#condition.until(() => holds(this), what, patienceMs);
  }

  #record(call: SinkCall): void {
    this.calls.push(call);
    this.#condition.changed();
  }
}

/** A sink that remembers all it is told. */
export const recordingSink = (): RecordingSink => new RecordingSink();
