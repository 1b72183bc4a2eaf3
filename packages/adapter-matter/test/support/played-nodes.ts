import { UsageError } from "@thingwright/errors";
import type { CommissionableDevice, MatterNode, MatterNodes } from "../../src/index.js";
import type { PlayedNode } from "./played-node.js";

/** A fabric without a network. */
export class PlayedNodes implements MatterNodes {
  readonly fabric = "00000000000000ff";
  readonly #nodes = new Map<string, PlayedNode>();
  readonly #listeners = new Set<() => void>();
  /** Those that wait to be commissioned, by their codes. */
  readonly waiting = new Map<string, PlayedNode>();
  isStopped = false;

  constructor(...nodes: readonly PlayedNode[]) {
    for (const node of nodes) this.#nodes.set(node.id, node);
  }

  list(): readonly MatterNode[] {
    return [...this.#nodes.values()];
  }

  get(id: string): MatterNode | undefined {
    return this.#nodes.get(id);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async commission(code: string): Promise<MatterNode> {
    const node = this.waiting.get(code);
    if (node === undefined) throw new UsageError("WOT_ARGUMENT", "no code");
    this.#nodes.set(node.id, node);
    for (const listener of this.#listeners) listener();
    return node;
  }

  async decommission(id: string): Promise<void> {
    if (!this.#nodes.delete(id)) throw new UsageError("WOT_ARGUMENT", `no node ${id}`);
    for (const listener of this.#listeners) listener();
  }

  async commissionable(): Promise<readonly CommissionableDevice[]> {
    return [{ title: "Lamp", discriminator: 3840, vendorId: undefined, productId: undefined }];
  }

  async stop(): Promise<void> {
    this.isStopped = true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
