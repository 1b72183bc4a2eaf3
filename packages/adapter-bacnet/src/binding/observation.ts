import type { ContentSink } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import { faultyError, isFaulty } from "../device/reliability.js";
import type { PropertyWatcher } from "../device/watch-target.js";
import type { BacnetValue } from "../protocol/value.js";
import type { BacnetRequest } from "./bacnet-form.js";
import { decodeValues } from "./decode-value.js";
import { jsonContent } from "./json-content.js";

/** Tells a sink of the values of one property: each once, and none that the device itself calls faulty. */
export class Observation implements PropertyWatcher {
  readonly property: number;
  readonly index?: number;
  readonly needsFlags: boolean;
  readonly #request: BacnetRequest;
  readonly #sink: ContentSink;
  #last: string | undefined;
  #trouble: "none" | "away" | "faulty" = "none";
  #isEnded = false;

  constructor(request: BacnetRequest, sink: ContentSink) {
    const { property, index } = request.reference;
    this.property = property;
    if (index !== undefined) this.index = index;
    this.needsFlags = request.refusesFaulty;
    this.#request = request;
    this.#sink = sink;
  }

  changed(values: readonly BacnetValue[], flags: readonly BacnetValue[] | undefined): void {
    if (this.#isEnded) return;
    const json = this.#jsonOf(values, flags);
    if (typeof json !== "string") {
      this.#interrupt("faulty", json);
      return;
    }
    if (this.#trouble === "faulty") this.resumed();
    if (this.#last === json) return;
    this.#last = json;
    this.#sink.next(jsonContent(json));
  }

  outdated(): void {
    this.#last = undefined;
  }

  refused(error: WotError): void {
    this.#interrupt("faulty", error);
  }

  interrupted(error: WotError): void {
    this.#interrupt("away", error);
  }

  resumed(): void {
    if (this.#isEnded || this.#trouble === "none") return;
    this.#trouble = "none";
    this.#sink.resumed();
  }

  /** Nothing is told from here on. */
  end(): void {
    this.#isEnded = true;
  }

  #jsonOf(values: readonly BacnetValue[], flags: readonly BacnetValue[] | undefined): string | WotError {
    if (this.needsFlags && isFaulty(flags)) return faultyError(undefined);
    try {
      return JSON.stringify(decodeValues(values, this.#request.type, this.#request.device));
    } catch (error) {
      return asWotError(error);
    }
  }

  #interrupt(trouble: "away" | "faulty", error: WotError): void {
    if (this.#isEnded) return;
    const wasWell = this.#trouble === "none";
    this.#trouble = trouble;
    if (wasWell) this.#sink.interrupted(error);
  }
}
