import { isObject, membersOf, textOf } from "@thingwright/mapping";
import { attribute } from "../stack/built-in-type.js";
import { isUsable, type UaDataValue, type UaReference, type UaSession } from "../stack/ua-session.js";
import type { AddressSpace, UaArgument, UaMethod, UaNode, UaVariable } from "./ua-node.js";

/** How much of a server is looked at. */
export interface BrowseLimits {
  /** Objects, variables and methods. */
  readonly maxNodes: number;
  /** Levels below the nodes to begin at. */
  readonly maxDepth: number;
}

/** The folder that has all objects of a server (OPC 10000-5 §8.2.4). */
export const objectsFolder = "i=85";

/** The type of properties: references to them, and to their like. */
const hasProperty = "i=46";

const nodeClasses: ReadonlyMap<number, UaNode["kind"]> = new Map([
  [1, "object"],
  [2, "variable"],
  [4, "method"],
]);

/** What is found, before all of its children are. */
interface Found {
  readonly reference: UaReference;
  readonly children: Found[];
  properties: readonly UaReference[];
  readonly details: Map<number, UaDataValue>;
  readonly values: Map<string, UaDataValue>;
}

/**
 * Reads what a server has below `roots`, level by level. Nodes of a server about itself are left out, and a node that is there on several
 * ways is taken where it is nearest.
 *
 * @param roots - node ids
 * @throws {WotError} when the server does not answer
 */
export async function readAddressSpace(
  session: UaSession,
  roots: readonly string[],
  limits: BrowseLimits,
  signal?: AbortSignal,
): Promise<AddressSpace> {
  const survey = new Survey(session, limits, signal);
  return survey.read(roots);
}

class Survey {
  readonly #session: UaSession;
  readonly #limits: BrowseLimits;
  readonly #signal: AbortSignal | undefined;
  readonly #seen = new Set<string>();
  readonly #found: Found[] = [];
  readonly #problems: string[] = [];

  constructor(session: UaSession, limits: BrowseLimits, signal: AbortSignal | undefined) {
    this.#session = session;
    this.#limits = limits;
    this.#signal = signal;
  }

  async read(roots: readonly string[]): Promise<AddressSpace> {
    const top: Found[] = [];
    for (const root of roots) this.#seen.add(root);
    const answers = await this.#session.browse(roots, "forward");
    let level = answers.flatMap((references) => this.#take(references, top));
    for (let depth = 1; level.length > 0; depth++) {
      this.#signal?.throwIfAborted();
      if (depth > this.#limits.maxDepth) {
        this.#problems.push(`what is below ${this.#limits.maxDepth} levels is not looked at (maxDepth)`);
        break;
      }
      level = await this.#descend(level);
    }
    await this.#readDetails();
    await this.#readProperties();
    const typeNames = await this.#readTypeNames();
    return { roots: top.map((each) => nodeOf(each, typeNames)), problems: this.#problems };
  }

  async #descend(level: readonly Found[]): Promise<Found[]> {
    const answers = await this.#session.browse(
      level.map(({ reference }) => reference.nodeId),
      "forward",
    );
    return level.flatMap((found, index) => {
      const references = answers[index] ?? [];
      if (found.reference.nodeClass === 1) return this.#take(references, found.children);
      // What is below variables and methods says something of them; structures are read whole.
      found.properties = references.filter(({ type }) => type === hasProperty);
      const parts = references.filter(({ type, nodeClass }) => type !== hasProperty && nodeClass === 2);
      return this.#take(parts, found.children);
    });
  }

  #take(references: readonly UaReference[], place: Found[]): Found[] {
    const taken: Found[] = [];
    for (const reference of references) {
      const { nodeId, nodeClass } = reference;
      if (!nodeClasses.has(nodeClass) || this.#seen.has(nodeId) || isAboutServer(nodeId)) continue;
      if (this.#found.length >= this.#limits.maxNodes) {
        const problem = `more than maxNodes (${this.#limits.maxNodes}): further ones are not looked at`;
        if (!this.#problems.includes(problem)) this.#problems.push(problem);
        break;
      }
      this.#seen.add(nodeId);
      const found: Found = { reference, children: [], properties: [], details: new Map(), values: new Map() };
      this.#found.push(found);
      place.push(found);
      taken.push(found);
    }
    return taken;
  }

  /** Reads the attributes of all nodes in few requests. */
  async #readDetails(): Promise<void> {
    const wanted = this.#found.flatMap((found) =>
      (detailsOf.get(found.reference.nodeClass) ?? []).map((id) => ({ found, id })),
    );
    const items = wanted.map(({ found, id }) => ({ nodeId: found.reference.nodeId, attribute: id }));
    const values = await this.#session.read(items);
    for (const [index, { found, id }] of wanted.entries()) found.details.set(id, values[index]!);
  }

  async #readProperties(): Promise<void> {
    const wanted = this.#found.flatMap((found) =>
      found.properties.filter(({ name }) => knownProperties.has(name)).map((property) => ({ found, property })),
    );
    const items = wanted.map(({ property }) => ({ nodeId: property.nodeId, attribute: attribute.value }));
    const values = await this.#session.read(items);
    for (const [index, { found, property }] of wanted.entries()) found.values.set(property.name, values[index]!);
  }

  async #readTypeNames(): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(this.#found.flatMap(({ reference: { typeDefinition } }) => typeDefinition ?? []))];
    const names = await this.#session.read(ids.map((nodeId) => ({ nodeId, attribute: attribute.browseName })));
    return new Map(
      ids.flatMap((id, index) => {
        const name = textOf(usable(names[index]));
        return name === undefined ? [] : [[id, name] as const];
      }),
    );
  }
}

/** Attributes that are read, by class of node. */
const detailsOf: ReadonlyMap<number, readonly number[]> = new Map([
  [1, [attribute.description, attribute.eventNotifier]],
  [2, [attribute.description, attribute.dataType, attribute.valueRank, attribute.userAccessLevel]],
  [4, [attribute.description, attribute.userExecutable]],
]);

/** Properties of variables and methods that say how they are used (OPC 10000-8 §5.3, OPC 10000-3 §5.7). */
const knownProperties: ReadonlySet<string> = new Set([
  "EngineeringUnits",
  "EURange",
  "InstrumentRange",
  "EnumStrings",
  "EnumValues",
  "TrueState",
  "FalseState",
  "InputArguments",
  "OutputArguments",
]);

/** The object `Server`, and other objects of namespace 0 that are about the server. */
const isAboutServer = (nodeId: string): boolean => nodeId.startsWith("i=");

const usable = (value: UaDataValue | undefined): unknown =>
  value !== undefined && isUsable(value.status) ? value.value : undefined;

function nodeOf(found: Found, typeNames: ReadonlyMap<string, string>): UaNode {
  const { reference, details, values, children } = found;
  const { nodeId, namespace, name, displayName, nodeClass, typeDefinition } = reference;
  const kind = nodeClasses.get(nodeClass)!;
  const notifier = usable(details.get(attribute.eventNotifier));
  return {
    nodeId,
    namespace,
    name,
    displayName,
    description: textOf(usable(details.get(attribute.description))) || undefined,
    kind,
    typeId: typeDefinition,
    typeName: typeDefinition === undefined ? undefined : typeNames.get(typeDefinition),
    isProperty: reference.type === hasProperty,
    isNotifier: typeof notifier === "number" && (notifier & 1) !== 0,
    variable: kind === "variable" ? variableOf(details) : undefined,
    method: kind === "method" ? methodOf(values) : undefined,
    properties: values,
    children: children.map((each) => nodeOf(each, typeNames)),
  };
}

/** Bits of the access level (OPC 10000-3 §8.57). */
const readBit = 1;
const writeBit = 2;

function variableOf(details: ReadonlyMap<number, UaDataValue>): UaVariable {
  const access = usable(details.get(attribute.userAccessLevel));
  const rank = usable(details.get(attribute.valueRank));
  const level = typeof access === "number" ? access : readBit;
  return {
    dataType: textOf(usable(details.get(attribute.dataType))) ?? "i=24",
    valueRank: typeof rank === "number" ? rank : -2,
    isReadable: (level & readBit) !== 0,
    isWritable: (level & writeBit) !== 0,
  };
}

const methodOf = (values: ReadonlyMap<string, UaDataValue>): UaMethod => ({
  input: argumentsIn(usable(values.get("InputArguments"))),
  output: argumentsIn(usable(values.get("OutputArguments"))),
});

function argumentsIn(list: unknown): readonly UaArgument[] {
  return (Array.isArray(list) ? list : []).filter(isObject).map((argument, index) => {
    const { Name, DataType, ValueRank, Description } = membersOf(argument);
    return {
      name: textOf(Name) || `argument${index}`,
      description: textOf(Description) || undefined,
      dataType: textOf(DataType) ?? "i=24",
      valueRank: typeof ValueRank === "number" ? ValueRank : -1,
    };
  });
}
