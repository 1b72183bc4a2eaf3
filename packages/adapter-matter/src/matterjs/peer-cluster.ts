import type { AttributeShape, ClusterSnapshot, CommandShape, EventShape } from "../nodes/node-snapshot.js";
import { attributeSchema, fieldsSchema } from "./data-schema.js";
import { toJson } from "./json-value.js";
import type { CommandModel, ElementModel, PeerBehaviorType } from "./library.js";

type State = Readonly<Record<string | number, unknown>>;

/** Attributes that every cluster has begin here (Matter Core §7.13). */
const firstGlobalAttribute = 0xfff8;

/** A cluster server of a node: what its own lists of attributes and commands say, described by the cluster's model. */
export class PeerCluster {
  readonly type: PeerBehaviorType;
  readonly id: number;
  readonly name: string;
  readonly attributes = new Map<string, ElementModel>();
  readonly commands = new Map<string, CommandModel>();
  readonly events = new Map<string, ElementModel>();
  readonly #shape: Omit<ClusterSnapshot, "values">;

  /** @param state - has `attributeList` and `acceptedCommandList` */
  constructor(type: PeerBehaviorType, state: State) {
    const { schema } = type;
    this.type = type;
    this.id = type.cluster!.id;
    this.name = nameOf(type.id, this.id);
    const [attributes, commands] = [idsOf(state.attributeList), idsOf(state.acceptedCommandList)];
    for (const model of schema.attributes) {
      if (attributes.has(model.id) && model.id < firstGlobalAttribute) this.attributes.set(nameIn(model), model);
    }
    for (const model of schema.commands) {
      if (model.isRequest && commands.has(model.id)) this.commands.set(nameIn(model), model);
    }
    for (const model of schema.conformant.events) this.events.set(nameIn(model), model);
    this.#shape = {
      id: this.id,
      name: this.name,
      attributes: [...this.attributes].map(([name, model]) => attributeShape(name, model, state)),
      commands: [...this.commands].map(([name, model]) => commandShape(name, model)),
      events: [...this.events].map(([name, model]) => eventShape(name, model)),
    };
  }

  snapshot(state: State): ClusterSnapshot {
    return { ...this.#shape, values: this.values(state) };
  }

  /** Latest values of its attributes. Without a prototype. */
  values(state: State): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = Object.create(null);
    for (const [name, { propertyName, id }] of this.attributes) {
      const named = state[propertyName];
      const value = named === undefined ? state[id] : named;
      if (value !== undefined) values[name] = toJson(value);
    }
    return values;
  }

  /** Name of the attribute `id`; `undefined` for one that it does not have. */
  attributeName(id: number): string | undefined {
    for (const [name, model] of this.attributes) if (model.id === id) return name;
    return undefined;
  }
}

const idsOf = (list: unknown): ReadonlySet<number> =>
  new Set(typeof list === "object" && list !== null && Symbol.iterator in list ? (list as Iterable<number>) : []);

const nameIn = ({ propertyName, id }: ElementModel): string => nameOf(propertyName, id);

/** Names in addresses are plain: what the library calls otherwise, as no standard has it, is named by its id. */
const nameOf = (name: string, id: number): string =>
  /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name) ? name : `0x${id.toString(16)}`;

function attributeShape(name: string, model: ElementModel, state: State): AttributeShape {
  const isWritable = model.writable === true;
  return { id: model.id, name, isWritable, schema: attributeSchema(model, isWritable ? "taken" : "given", state) };
}

function commandShape(name: string, model: CommandModel): CommandShape {
  const input = fieldsSchema(model, "taken");
  const output = model.responseModel && fieldsSchema(model.responseModel, "given");
  return { id: model.id, name, ...(input && { input }), ...(output && { output }) };
}

const eventShape = (name: string, model: ElementModel): EventShape => ({
  id: model.id,
  name,
  schema: fieldsSchema(model, "given") ?? { type: "object" },
});
