import type { WotError } from "@thingwright/errors";
import type { DtlsAddress } from "../carrier.js";
import type { DtlsClock } from "../clock.js";
import type { DtlsLimits } from "../limits.js";
import type { Association } from "./association.js";

/** What an association lives in. */
export interface AssociationContext {
  readonly limits: DtlsLimits;
  readonly clock: DtlsClock;
  randomBytes(length: number): Buffer;
  transmit(datagram: Buffer, to: DtlsAddress, onFailure?: (error: unknown) => void): void;
  opened(association: Association): void;
  closed(association: Association, error: WotError, wasOpen: boolean): void;
  /** The peer shows up at another address. */
  moved(association: Association, address: string, port: number): void;
  received(association: Association, data: Buffer): void;
  report(error: WotError): void;
}
