import {
  type AdaptedDevice,
  type Adapter,
  type DeviceChange,
  DeviceRoster,
  type ListedDevice,
  RosterAdapter,
  type SettingsOf,
} from "@thingwright/adapter-core";
import { type Clock, type Logger, silent, systemClock, type Timer } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import type { BridgeOptions } from "@thingwright/mapping";
import { matterClient } from "./binding/client.js";
import type { MatterClientLimits } from "./binding/client-limits.js";
import { describeNode } from "./describe-node.js";
import { type MatterLimits, matterLimitsFrom } from "./limits.js";
import type { MatterNode } from "./nodes/matter-node.js";
import type { CommissionableDevice, MatterNodes } from "./nodes/matter-nodes.js";

/** Options of {@link matter}. */
export interface MatterOptions {
  /** The fabric, such as `matterController` opens. The adapter closes it in `stop`. */
  readonly nodes: MatterNodes;
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange) => void;
  readonly settingsOf?: SettingsOf;
  readonly limits?: Partial<MatterLimits & MatterClientLimits> & BridgeOptions["limits"];
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Options of what asks the network. */
export interface NetworkOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** The nodes of a fabric, and what they bridge, as Things of the common API. */
export interface Matter extends Adapter {
  readonly devices: ReadonlyMap<string, AdaptedDevice>;
  /** Compressed fabric identifier. */
  readonly fabric: string;
  /**
   * Takes a device into the fabric, by its manual pairing code or QR payload; its Things are offered when it resolves.
   *
   * @returns the node's id
   * @throws {UsageError} WOT_ARGUMENT for what is no code
   * @throws {TimeoutError} WOT_TIMEOUT when no such device answers in time
   */
  commission(code: string, options?: NetworkOptions): Promise<string>;
  /**
   * Has a node leave the fabric, and takes its Things back. With `isForced` it is forgotten also when it is away: it is to be
   * reset by hand then.
   */
  decommission(id: string, options?: NetworkOptions & { readonly isForced?: boolean }): Promise<void>;
  /** Devices that wait to be commissioned and announce themselves on the network. */
  commissionable(options?: NetworkOptions): Promise<readonly CommissionableDevice[]>;
}

/**
 * Offers all nodes of a fabric, and the devices that they bridge, on the servers of `servient`, and follows them: who is
 * commissioned, leaves, joins or leaves a bridge or is renamed does so while everything runs. Nodes may be away: their Things
 * answer WOT_UNAVAILABLE until they come. Resolves when all that is known is offered.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export async function matter(servient: Servient, options: MatterOptions): Promise<Matter> {
  const adapter = new MatterAdapter(servient, options);
  await adapter.start();
  return adapter;
}

class MatterAdapter extends RosterAdapter implements Matter {
  readonly #nodes: MatterNodes;
  readonly #limits: MatterLimits;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #southbound: Servient;
  protected readonly roster: DeviceRoster;
  /** What each node is, and how it is followed. */
  readonly #followed = new Map<MatterNode, Followed>();
  #endListening: () => void = () => {};
  #isStopped = false;
  /** One description after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(servient: Servient, options: MatterOptions) {
    super();
    const { nodes, limits, clock = systemClock, logger = silent, onChange, settingsOf } = options;
    this.#nodes = nodes;
    this.#limits = matterLimitsFrom(limits);
    this.#clock = clock;
    this.#logger = logger;
    const client = matterClient({ nodes, clock, ...(limits !== undefined && { limits: clientLimits(limits) }) });
    this.#southbound = new Servient({ clients: [client] });
    this.roster = new DeviceRoster({
      servient,
      maxDevices: this.#limits.maxDevices,
      consume: (southbound) => this.#southbound.consume(southbound),
      bridging: { clock, logger, ...(limits !== undefined && { limits }) },
      onChange,
      ...(settingsOf !== undefined && { settingsOf }),
    });
  }

  async start(): Promise<void> {
    this.#endListening = this.#nodes.onChange(() => this.#review());
    this.#review();
    await this.#work;
  }

  get fabric(): string {
    return this.#nodes.fabric;
  }

  async commission(code: string, { signal, timeoutMs = this.#limits.commissionTimeoutMs }: NetworkOptions = {}) {
    const node = await this.#nodes.commission(code, { timeoutMs, signal });
    this.#review();
    await this.#work;
    return node.id;
  }

  async decommission(id: string, options: NetworkOptions & { readonly isForced?: boolean } = {}): Promise<void> {
    const { signal, timeoutMs = this.#limits.decommissionTimeoutMs, isForced = false } = options;
    await this.#nodes.decommission(id, { timeoutMs, signal, isForced });
    this.#review();
    await this.#work;
  }

  commissionable({ signal, timeoutMs = findTimeoutMs }: NetworkOptions = {}) {
    return this.#nodes.commissionable({ timeoutMs, signal });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#endListening();
    for (const { end } of this.#followed.values()) end();
    this.#followed.clear();
    await this.#work;
    await this.roster.stop();
    await this.#southbound.stop();
    await this.#nodes.stop();
  }

  /** Follows the nodes that there are now. */
  #review(): void {
    if (this.#isStopped) return;
    const nodes = new Set(this.#nodes.list());
    for (const [node, { end }] of this.#followed) {
      if (nodes.has(node)) continue;
      end();
      this.#followed.delete(node);
    }
    for (const node of nodes) if (!this.#followed.has(node)) this.#followed.set(node, this.#follow(node));
    this.#describe();
  }

  #follow(node: MatterNode): Followed {
    let settling: Timer | undefined;
    const followed: Followed = { devices: undefined, end: () => {} };
    const revise = (): void => {
      settling ??= this.#clock.after(this.#limits.settleMs, () => {
        settling = undefined;
        followed.devices = undefined;
        this.#describe();
      });
    };
    const endWatching = node.watch({
      revised: revise,
      live: revise,
      changed: (_, values) => {
        if (naming.some((name) => Object.hasOwn(values, name))) revise();
      },
    });
    followed.end = () => {
      settling?.cancel();
      endWatching();
    };
    return followed;
  }

  /** Describes the nodes whose description is missing, and offers what all are. */
  #describe(): void {
    if (this.#isStopped) return;
    this.#work = this.#work.then(async () => {
      const listed: ListedDevice[] = [];
      for (const [node, followed] of this.#followed) listed.push(...(await this.#devicesOf(node, followed)));
      if (!this.#isStopped) await this.roster.become(listed);
    });
  }

  async #devicesOf(node: MatterNode, followed: Followed): Promise<readonly ListedDevice[]> {
    if (followed.devices !== undefined) return followed.devices;
    try {
      followed.devices = await describeNode(node.snapshot(), this.#nodes.fabric);
    } catch (error) {
      this.#logger.error("a node cannot be described", { node: node.id, message: asWotError(error).message });
    }
    return followed.devices ?? [];
  }
}

interface Followed {
  /** The devices that the node is; `undefined` when it is to be described. */
  devices: readonly ListedDevice[] | undefined;
  end: () => void;
}

/** Attributes by which devices are called. */
const naming = ["nodeLabel", "productLabel", "productName"] as const;

const findTimeoutMs = 5_000;

/** Of limits for all, those of the client: `settleMs` means something else there. */
function clientLimits({ settleMs: _, ...limits }: NonNullable<MatterOptions["limits"]>): Partial<MatterClientLimits> {
  return limits;
}
