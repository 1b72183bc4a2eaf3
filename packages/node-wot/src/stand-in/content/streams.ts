import { Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";

/** Partners of streams that were made from another one: there and back gives the first again. */
const webOf = new WeakMap<object, ReadableStream<Uint8Array>>();
const nodeOf = new WeakMap<object, Readable>();

/** Whether a value is a stream of the Web, whoever made it. */
export function isWebStream(value: unknown): value is ReadableStream<Uint8Array> {
  return typeof value === "object" && value !== null && typeof (value as ReadableStream).getReader === "function";
}

/** A stream of the Web of what a stream of Node brings; it reads only as fast as it is read. */
export function toWebStream(stream: NodeJS.ReadableStream): ReadableStream<Uint8Array> {
  const known = webOf.get(stream);
  if (known !== undefined) return known;
  const readable = stream instanceof Readable ? stream : new Readable().wrap(stream);
  const iterator = readable[Symbol.asyncIterator]();
  const made = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value as Uint8Array);
    },
    cancel(reason) {
      readable.destroy(reason instanceof Error ? reason : undefined);
    },
  });
  webOf.set(stream, made);
  nodeOf.set(made, readable);
  return made;
}

/** A stream of Node of what a stream of the Web brings. */
export function toNodeStream(stream: ReadableStream<Uint8Array> | Readable): Readable {
  if (stream instanceof Readable) return stream;
  const known = nodeOf.get(stream);
  if (known !== undefined) return known;
  const made = new Readable(readingFrom(stream));
  nodeOf.set(stream, made);
  webOf.set(made, stream);
  return made;
}

function readingFrom(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  return {
    read(this: Readable): void {
      reader.read().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
    destroy(error: Error | null, callback: (error?: Error | null) => void): void {
      const ended = (): void => {
        reader.releaseLock();
        callback(error);
      };
      reader.cancel(error).then(ended, ended);
    },
  };
}
