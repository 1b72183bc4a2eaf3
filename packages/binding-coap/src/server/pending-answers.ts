import type { CoapResponse } from "@thingwright/coap";

/** Answers that Things still think about, so that a server that stops can give one in their place. */
export class PendingAnswers {
  readonly #open = new Set<(response: CoapResponse) => void>();

  /** `answer`, or what `settleAll` says if that comes first. */
  add(answer: Promise<CoapResponse>): Promise<CoapResponse> {
    return new Promise((resolve, reject) => {
      this.#open.add(resolve);
      const release = (): void => void this.#open.delete(resolve);
      answer.then(resolve, reject).finally(release);
    });
  }

  settleAll(response: CoapResponse): void {
    for (const resolve of this.#open) resolve(response);
    this.#open.clear();
  }
}
