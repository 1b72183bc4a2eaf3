import type { Patience } from "@thingwright/contracts";
import type { MatterNode } from "./matter-node.js";

/** A device that waits to be commissioned. */
export interface CommissionableDevice {
  /** What it is called where it says so, otherwise its vendor and product. */
  readonly title: string;
  /** Long discriminator, 0–4095: tells it apart from others that wait. */
  readonly discriminator: number;
  readonly vendorId: number | undefined;
  readonly productId: number | undefined;
}

/**
 * The nodes of one fabric, and the right to administer them.
 *
 * Every implementer must keep the credentials of the fabric and the list of its nodes where they survive a restart.
 */
export interface MatterNodes extends AsyncDisposable {
  /** Compressed fabric identifier, 16 hexadecimal digits (Matter Core §4.3.2.2). */
  readonly fabric: string;
  /** Commissioned nodes. */
  list(): readonly MatterNode[];
  /** By its operational node id, 16 hexadecimal digits in lower case. */
  get(id: string): MatterNode | undefined;
  /** Calls `listener` when nodes have come or gone. @returns ends it */
  onChange(listener: () => void): () => void;
  /**
   * Finds the device that a manual pairing code or QR payload belongs to, and takes it into the fabric.
   *
   * @throws {UsageError} WOT_ARGUMENT for what is no code
   * @throws {TimeoutError} WOT_TIMEOUT when no such device answers in time
   * @throws {RemoteError} WOT_REMOTE with the device's own words when it refuses
   */
  commission(code: string, patience: Patience): Promise<MatterNode>;
  /**
   * Has a node leave the fabric. With `isForced` it is forgotten also when it cannot be told.
   *
   * @throws {UsageError} WOT_ARGUMENT when there is none of this id
   * @throws {WotError} of other families when the node cannot be told, and it is not forced
   */
  decommission(id: string, options: Patience & { readonly isForced?: boolean }): Promise<void>;
  /** Devices that wait to be commissioned and announce themselves within `timeoutMs`. */
  commissionable(patience: Patience): Promise<readonly CommissionableDevice[]>;
  /** Ends all subscriptions and closes the storage. Idempotent. */
  stop(): Promise<void>;
}
