import { randomUUID } from "node:crypto";
import type { Emission } from "@thingwright/contracts";
import type { EmissionStamp } from "./emission-stamp.js";

/** What an entry of a history costs beside its content: the objects around it. */
const overheadBytes = 256;

/** An emission with what makes it known to a reader that comes back. */
export class RecordedEmission {
  readonly emission: Emission;
  readonly stamp: EmissionStamp;
  #notificationId: string | undefined;

  constructor(emission: Emission, stamp: EmissionStamp) {
    this.emission = emission;
    this.stamp = stamp;
  }

  get sequence(): number {
    return this.emission.sequence;
  }

  /** UUIDv4 of the messages that bring it, the same for everybody. Made when the first one asks. */
  get notificationId(): string {
    this.#notificationId ??= randomUUID();
    return this.#notificationId;
  }

  /** Whether a message with this id brought it to somebody. */
  wasSentAs(notificationId: string): boolean {
    return this.#notificationId === notificationId;
  }

  /** Bytes that keeping it takes, in so far as they can be told. */
  get bytes(): number {
    return this.emission.content.body.byteLength + overheadBytes;
  }
}
