import { type Clock, type Logger, type Patience, silent, systemClock, within } from "@thingwright/contracts";
import { asWotError, TimeoutError, UsageError } from "@thingwright/errors";
import type { MatterNode } from "../nodes/matter-node.js";
import type { CommissionableDevice, MatterNodes } from "../nodes/matter-nodes.js";
import { environmentIn, sayTo, useInterface } from "./environment.js";
import { failure } from "./failure.js";
import type { Change, ControllerNode, FabricAuthority, MatterLibrary, Observable, Peer } from "./library.js";
import { type ImportModule, loadLibrary } from "./load-library.js";
import { readPairingCode } from "./pairing-code.js";
import { PeerNode } from "./peer-node.js";

/** Options of {@link matterController}. */
export interface MatterControllerOptions {
  /** Folder for the credentials of the fabric and its nodes: secrets, which nobody else may read. Made where it is missing. */
  readonly folder: string;
  /** What nodes call the fabric, at most 32 characters; default `Thingwright`. */
  readonly fabricLabel?: string;
  /** Network interface on which nodes are found; default: all. The first controller of a process says it for all. */
  readonly networkInterface?: string;
  /** UDP port; default: any that is free. */
  readonly port?: number;
  /** How the library is loaded; default: from where this package is. */
  readonly importModule?: ImportModule;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/**
 * Administers a fabric of its own by `@matter/main`: nodes that are commissioned into it, or were before.
 *
 * @throws {UsageError} WOT_STATE when the library is not installed, or the folder is in use by another process
 */
export async function matterController(options: MatterControllerOptions): Promise<MatterNodes> {
  const { folder, fabricLabel = "Thingwright", networkInterface, port = 0, importModule, logger = silent } = options;
  const library = await loadLibrary(importModule);
  sayTo(logger, library);
  useInterface(networkInterface, library);
  const { main, protocol } = library;
  const node = await created(
    main.ServerNode.create(main.ServerNode.RootEndpoint.with(main.ControllerBehavior), {
      id: "controller",
      environment: environmentIn(folder, library),
      controller: { adminFabricLabel: fabricLabel, ble: false },
      network: { port },
      commissioning: { enabled: false },
    }),
  );
  try {
    await node.start();
    const authority = (await node.env.load(protocol.FabricAuthority)) as FabricAuthority;
    const config = await node.act(
      async (agent) => ((await agent.load(main.ControllerBehavior)) as ControllerAgent).fabricAuthorityConfig,
    );
    const { globalId } = await authority.defaultFabric(config);
    return new Controller(node, globalId.toString(16).padStart(16, "0"), library, options);
  } catch (error) {
    await node.close();
    throw unusable(error);
  }
}

interface ControllerAgent {
  readonly fabricAuthorityConfig: unknown;
}

async function created(node: Promise<ControllerNode>): Promise<ControllerNode> {
  try {
    return await node;
  } catch (error) {
    throw unusable(error);
  }
}

const unusable = (error: unknown): UsageError =>
  new UsageError("WOT_STATE", `the fabric cannot be opened: ${error instanceof Error ? error.message : error}`, {
    cause: error,
  });

class Controller implements MatterNodes {
  readonly fabric: string;
  readonly #node: ControllerNode;
  readonly #library: MatterLibrary;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #nodes = new Map<Peer, PeerNode>();
  readonly #listeners = new Set<() => void>();
  #stopping: Promise<void> | undefined;

  constructor(node: ControllerNode, fabric: string, library: MatterLibrary, options: MatterControllerOptions) {
    this.fabric = fabric;
    this.#node = node;
    this.#library = library;
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger ?? silent;
    const { change } = node.env.get(library.main.ChangeNotificationService) as {
      readonly change: Observable<readonly [Change]>;
    };
    change.on((each) => this.#take(each));
    // A peer is told of while it is still being made.
    node.peers.added.on(() => queueMicrotask(() => this.#review()));
    node.peers.deleted.on(() => queueMicrotask(() => this.#review()));
    this.#review();
  }

  list(): readonly MatterNode[] {
    return [...this.#nodes.values()];
  }

  get(id: string): MatterNode | undefined {
    return this.list().find((node) => node.id === id);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async commission(code: string, patience: Patience): Promise<MatterNode> {
    const { passcode, discriminator, shortDiscriminator } = readPairingCode(code, this.#library);
    const timeout = this.#library.main.Millis(patience.timeoutMs);
    const place = discriminator !== undefined ? { longDiscriminator: discriminator } : { shortDiscriminator };
    const discovery = this.#node.peers.commission({ passcode, ...place, timeout });
    try {
      // The library's own patience ends with ours; what of its cleaning up takes longer is not waited for.
      const peer = await within(discovery, patience, this.#clock, (reason) => discovery.cancel(reason));
      this.#review();
      const node = this.#nodes.get(peer);
      if (node === undefined) throw new TimeoutError("WOT_TIMEOUT", "the device has left again");
      await this.#untilLive(node);
      return node;
    } catch (error) {
      throw commissioningError(error, this.#library);
    }
  }

  async decommission(id: string, { isForced = false, ...patience }: Patience & { readonly isForced?: boolean }) {
    const found = [...this.#nodes].find(([, node]) => node.id === id);
    if (found === undefined) throw new UsageError("WOT_ARGUMENT", `no node ${id} is commissioned here`);
    const [peer] = found;
    try {
      await within(peer.decommission(), patience, this.#clock);
    } catch (error) {
      if (!isForced) throw failure(error, this.#library);
      await peer.delete();
    }
    this.#review();
  }

  async commissionable(patience: Patience): Promise<readonly CommissionableDevice[]> {
    const timeout = this.#library.main.Millis(patience.timeoutMs);
    const discovery = this.#node.peers.discover({ timeout });
    const found = await within(
      discovery,
      { ...patience, timeoutMs: patience.timeoutMs + graceMs },
      this.#clock,
      (reason) => discovery.cancel(reason),
    );
    return found.map(({ state: { commissioning } }) => {
      const { discriminator = 0, vendorId, productId, deviceName } = commissioning;
      const title = deviceName ?? `Matter device ${vendorId ?? "?"}/${productId ?? "?"}`;
      return { title, discriminator, vendorId, productId };
    });
  }

  /** Until the subscription lives, for a while: a node without it is there all the same. */
  async #untilLive(node: MatterNode): Promise<void> {
    if (node.isLive) return;
    let letGo = (): void => {};
    const live = new Promise<void>((resolve) => {
      letGo = node.watch({ live: resolve });
    });
    await within(live, { timeoutMs: firstSubscriptionMs }, this.#clock).catch(() => {});
    letGo();
  }

  stop(): Promise<void> {
    this.#listeners.clear();
    this.#stopping ??= this.#node.close();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Makes the nodes those of the peers that are commissioned; the others were found, and nothing more. */
  #review(): void {
    const commissioned = new Set([...this.#node.peers].filter(({ peerAddress }) => peerAddress !== undefined));
    let isOther = false;
    for (const peer of this.#nodes.keys()) if (!commissioned.has(peer)) isOther = this.#nodes.delete(peer) || isOther;
    for (const peer of commissioned) {
      if (this.#nodes.has(peer)) continue;
      this.#nodes.set(peer, this.#nodeOf(peer));
      isOther = true;
    }
    if (isOther) for (const listener of [...this.#listeners]) listener();
  }

  #nodeOf(peer: Peer): PeerNode {
    const id = peer.peerAddress!.nodeId.toString(16).padStart(16, "0");
    return new PeerNode({ id, peer, library: this.#library, clock: this.#clock, logger: this.#logger });
  }

  #take(change: Change): void {
    try {
      const peer = this.#library.main.Node.forEndpoint(change.endpoint) as Peer;
      this.#nodes.get(peer)?.take(change);
    } catch (error) {
      this.#logger.debug("a change of a node that is gone", { message: asWotError(error).message });
    }
  }
}

/** Longest wait for the first subscription of a node. */
const firstSubscriptionMs = 5_000;

/** For what a search still has to tidy up. */
const graceMs = 2_000;

function commissioningError(error: unknown, library: MatterLibrary) {
  const isUnfound = error instanceof Error && error.constructor.name === "DiscoveryError";
  if (!isUnfound) return failure(error, library);
  return new TimeoutError("WOT_TIMEOUT", `no device with this code answers: ${error.message}`, { cause: error });
}
