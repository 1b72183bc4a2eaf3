/** One Server-Sent Event as it came. */
export interface ReceivedEvent {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly data: string;
}

/** Reads Server-Sent Events from a fetched response, one at a time. */
export class EventReader implements AsyncDisposable {
  readonly #abort = new AbortController();
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #buffer = "";

  async open(url: string, headers: Record<string, string>): Promise<this> {
    const response = await fetch(url, { headers, signal: this.#abort.signal });
    this.#reader = response.body!.getReader();
    await this.#block(); // The comment that opens the stream.
    return this;
  }

  async next(): Promise<ReceivedEvent> {
    const fields = new Map(
      (await this.#block()).split("\n").map((line): [string, string] => {
        const [name, ...rest] = line.split(": ");
        return [name!, rest.join(": ")];
      }),
    );
    return { id: fields.get("id"), name: fields.get("event"), data: fields.get("data") ?? "" };
  }

  async nextState(): Promise<unknown> {
    return (JSON.parse((await this.next()).data) as { state: unknown }).state;
  }

  async #block(): Promise<string> {
    for (let end = this.#buffer.indexOf("\n\n"); ; end = this.#buffer.indexOf("\n\n")) {
      if (end >= 0) {
        const block = this.#buffer.slice(0, end);
        this.#buffer = this.#buffer.slice(end + 2);
        return block;
      }
      const { value } = await this.#reader!.read();
      this.#buffer += new TextDecoder().decode(value);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
  }
}
