import type { HostedDescription } from "@thingwright/contracts";

/** Bytes of a piece, more or less: large enough for few writes, small enough for a slow reader. */
const pieceBytes = 65_536;

/** The bodies of Thing Descriptions with what stands around them. Nothing is joined before it is written. */
export class ListingBody {
  readonly #head: Buffer;
  readonly #tail: Buffer;
  readonly #descriptions: readonly HostedDescription[];

  /** @param text - what stands before and behind the descriptions */
  constructor(descriptions: readonly HostedDescription[], [head, tail]: readonly [string, string]) {
    this.#head = Buffer.from(head);
    this.#tail = Buffer.from(tail);
    this.#descriptions = descriptions;
  }

  get byteLength(): number {
    const commas = Math.max(0, this.#descriptions.length - 1);
    const around = this.#head.byteLength + this.#tail.byteLength + commas;
    return this.#descriptions.reduce((bytes, { content }) => bytes + content.body.byteLength, around);
  }

  /** The body piece by piece, each made when it is asked for. */
  *pieces(): Generator<Buffer> {
    let piece: Uint8Array[] = [this.#head];
    let bytes = 0;
    for (const [at, { content }] of this.#descriptions.entries()) {
      if (at > 0) piece.push(comma);
      piece.push(content.body);
      bytes += content.body.byteLength;
      if (bytes < pieceBytes) continue;
      yield Buffer.concat(piece);
      piece = [];
      bytes = 0;
    }
    yield Buffer.concat([...piece, this.#tail]);
  }
}

const comma = Buffer.from(",");
