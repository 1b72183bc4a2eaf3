import { attribute } from "./built-in-type.js";
import { BuiltInTypes } from "./built-in-types.js";
import { bareNodeId, Namespaces } from "./namespaces.js";
import type { NodeOpcuaReference, NodeOpcuaVariant } from "./node-opcua.js";
import { plainVariant } from "./plain-value.js";
import { readableValue } from "./readable-value.js";
import { SessionCare } from "./session-care.js";
import { SessionMonitors } from "./session-monitors.js";
import type { SessionParts } from "./session-parts.js";
import { asking, refusal } from "./stack-error.js";
import { typedVariant, type UaType } from "./typed-value.js";
import type {
  UaCallResult,
  UaDataValue,
  UaMonitor,
  UaMonitoring,
  UaReadItem,
  UaReference,
  UaServerInfo,
  UaSession,
  UaStatus,
} from "./ua-session.js";

const hierarchicalReferences = "i=33";
const hasSubtype = "i=45";

/** A session of the package `node-opcua-client`. */
export class NodeOpcuaUaSession implements UaSession {
  readonly server: UaServerInfo;
  readonly #parts: SessionParts;
  readonly #namespaces: Namespaces;
  readonly #care: SessionCare;
  readonly #types = new Map<string, Promise<UaType>>();
  readonly #builtIn = new BuiltInTypes((id) => this.superTypeOf(id));
  readonly #monitors: SessionMonitors;

  private constructor(parts: SessionParts, namespaces: Namespaces) {
    this.server = parts.server;
    this.#parts = parts;
    this.#namespaces = namespaces;
    this.#care = new SessionCare(parts, namespaces);
    this.#monitors = new SessionMonitors(parts, namespaces, this.#care, (item) => this.read([item]));
  }

  static async over(parts: SessionParts): Promise<NodeOpcuaUaSession> {
    return new NodeOpcuaUaSession(parts, new Namespaces(await parts.session.readNamespaceArray()));
  }

  async read(items: readonly UaReadItem[]): Promise<readonly UaDataValue[]> {
    const { session } = this.#parts;
    const answers = await this.#inChunks(items, (some) =>
      session.read(some.map(({ nodeId, attribute: attributeId }) => ({ nodeId: this.#local(nodeId), attributeId }))),
    );
    return answers.map((each) => readableValue(each, this.#namespaces));
  }

  async write(nodeId: string, value: unknown): Promise<UaStatus> {
    const { session } = this.#parts;
    const variant = await typedVariant(value, await this.#typeOf(nodeId), this.#context);
    const item = { nodeId: this.#local(nodeId), attributeId: attribute.value, value: { value: variant } };
    return statusOf(await asking("write", () => session.write(item)));
  }

  async call(objectId: string, methodId: string, input: Readonly<Record<string, unknown>>): Promise<UaCallResult> {
    const { session, stack } = this.#parts;
    const local = stack.coerceNodeId(this.#local(methodId));
    const definition = await asking("call", () => session.getArgumentDefinition(local));
    const names = definition.inputArguments.map(({ name }, index) => name ?? `argument${index}`);
    const inputArguments = await Promise.all(
      definition.inputArguments.map((argument, index) => typedVariant(input[names[index]!], argument, this.#context)),
    );
    const request = { objectId: this.#local(objectId), methodId: local, inputArguments };
    const { statusCode, inputArgumentResults, outputArguments } = await asking("call", () => session.call(request));
    const output = (outputArguments ?? []).map((variant: NodeOpcuaVariant, index) => [
      definition.outputArguments[index]?.name ?? `argument${index}`,
      plainVariant(variant, this.#namespaces),
    ]);
    const refused = (inputArgumentResults ?? []).flatMap((status, index) =>
      status.value === 0 ? [] : [[names[index] ?? `argument${index}`, statusOf(status)]],
    );
    return {
      status: statusOf(statusCode),
      output: Object.fromEntries(output),
      refused: Object.fromEntries(refused),
    };
  }

  browse(nodeIds: readonly string[], direction: "forward" | "inverse"): Promise<readonly (readonly UaReference[])[]> {
    return this.#references(nodeIds, hierarchicalReferences, direction);
  }

  async superTypeOf(dataTypeId: string): Promise<string | undefined> {
    const [references = []] = await this.#references([dataTypeId], hasSubtype, "inverse");
    return references[0]?.nodeId;
  }

  monitor(nodeId: string, monitoring: UaMonitoring, hear: (value: UaDataValue) => void): Promise<UaMonitor> {
    return this.#monitors.values(nodeId, monitoring, hear);
  }

  monitorEvents(
    nodeId: string,
    monitoring: UaMonitoring,
    hear: (event: Readonly<Record<string, unknown>>) => void,
  ): Promise<UaMonitor> {
    return this.#monitors.events(nodeId, monitoring, hear);
  }

  async close(): Promise<void> {
    const { session, client } = this.#parts;
    this.#care.end();
    await this.#monitors.end();
    await session.close(true).catch(() => {});
    await client.disconnect().catch(() => {});
  }

  get #context() {
    return { ...this.#parts, namespaces: this.#namespaces, types: this.#builtIn };
  }

  #local(nodeId: string): string {
    return this.#namespaces.local(nodeId);
  }

  async #inChunks<T, R>(
    items: readonly T[],
    work: (some: readonly T[]) => Promise<readonly R[]>,
  ): Promise<readonly R[]> {
    const size = this.#parts.limits.maxNodesPerRequest;
    const all: R[] = [];
    for (let start = 0; start < items.length; start += size) {
      all.push(...(await asking("read", () => work(items.slice(start, start + size)))));
    }
    return all;
  }

  async #references(
    nodeIds: readonly string[],
    referenceTypeId: string,
    direction: "forward" | "inverse",
  ): Promise<readonly (readonly UaReference[])[]> {
    const { session } = this.#parts;
    const browseDirection = direction === "forward" ? 0 : 1;
    const answers = await this.#inChunks(nodeIds, async (some) => {
      const results = await session.browse(
        some.map((id) => ({
          nodeId: this.#local(id),
          referenceTypeId,
          browseDirection,
          includeSubtypes: true,
          nodeClassMask: 0,
          resultMask: 63,
        })),
      );
      return Promise.all(results.map((result) => this.#complete(result)));
    });
    return answers.map((references) => references.map((each) => this.#reference(each)));
  }

  /** Follows continuation points: a server says only so much at a time. */
  async #complete(result: {
    readonly references: readonly NodeOpcuaReference[] | null;
    readonly continuationPoint?: unknown;
  }): Promise<readonly NodeOpcuaReference[]> {
    const all = [...(result.references ?? [])];
    let point = result.continuationPoint;
    while (isPoint(point) && all.length < maxReferences) {
      const [next] = await this.#parts.session.browseNext([point], false);
      all.push(...(next?.references ?? []));
      point = next?.continuationPoint;
    }
    if (isPoint(point)) await this.#parts.session.browseNext([point], true);
    return all;
  }

  #reference(reference: NodeOpcuaReference): UaReference {
    const { referenceTypeId, nodeId, browseName, displayName, nodeClass, typeDefinition } = reference;
    const name = browseName.name ?? "";
    const type = typeDefinition === undefined ? undefined : this.#global(typeDefinition);
    return {
      type: this.#global(referenceTypeId),
      nodeId: this.#global(nodeId),
      namespace: this.#namespaces.uriOf(browseName.namespaceIndex),
      name,
      displayName: displayName.text ?? name,
      nodeClass,
      ...(type !== undefined && type !== "i=0" && { typeDefinition: type }),
    };
  }

  #global(nodeId: { toString(): string }): string {
    return this.#namespaces.global(bareNodeId(nodeId));
  }

  /** The data type of a variable, asked once. */
  #typeOf(nodeId: string): Promise<UaType> {
    const known = this.#types.get(nodeId);
    if (known !== undefined) return known;
    const asked = this.#askType(nodeId);
    if (this.#types.size >= maxKnownTypes) this.#types.clear();
    this.#types.set(nodeId, asked);
    asked.catch(() => this.#types.delete(nodeId));
    return asked;
  }

  async #askType(nodeId: string): Promise<UaType> {
    const { session } = this.#parts;
    const local = this.#local(nodeId);
    const [dataType, rank] = await asking("write", () =>
      session.read([
        { nodeId: local, attributeId: attribute.dataType },
        { nodeId: local, attributeId: attribute.valueRank },
      ]),
    );
    const { name, value } = dataType!.statusCode;
    if (value !== 0) throw refusal(name, `${nodeId} has no data type`);
    const valueRank = rank!.value.value;
    return {
      dataType: String(dataType!.value.value),
      valueRank: typeof valueRank === "number" ? valueRank : -2,
    };
  }
}

/** References of one node that are looked at; further ones are not. */
const maxReferences = 10_000;

/** Variables whose types are kept. */
const maxKnownTypes = 10_000;

const isPoint = (point: unknown): boolean => point instanceof Uint8Array && point.length > 0;

const statusOf = ({ value, name }: { readonly value: number; readonly name: string }): UaStatus => ({
  code: value >>> 0,
  name,
});
