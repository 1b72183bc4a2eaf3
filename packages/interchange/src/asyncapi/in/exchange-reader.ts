import {
  actionOperations,
  eventOperations,
  type FormHolder,
  type Operation,
  propertyOperations,
  thingOperations,
} from "@thingwright/td";
import type { JsonObject } from "../../conversion.js";
import { variableName } from "../../href/template-text.js";
import { nameOfPath } from "../../openapi/in/affordance-name.js";
import { isText, textsOf } from "../../read/entries.js";
import { sameJson } from "../../read/same-json.js";
import type { Source } from "../../read/source.js";
import type { SecurityBuilder } from "../../thing/security-builder.js";
import type { ThingBuilder } from "../../thing/thing-builder.js";
import { UniqueNames } from "../../unique-names.js";
import type { AsyncExchange, Server } from "./exchange.js";
import { formOf, isRetained } from "./form.js";

/** What an exchange is in the words of the Web of Things. */
interface Role {
  readonly kind: FormHolder;
  readonly name: string | undefined;
  readonly op: readonly Operation[];
}

/** Reads exchanges into the Forms of a Thing. */
export class ExchangeReader {
  readonly #source: Source;
  readonly #builder: ThingBuilder;
  readonly #security: SecurityBuilder;
  readonly #names = { property: new UniqueNames(), action: new UniqueNames(), event: new UniqueNames() };

  constructor(source: Source, builder: ThingBuilder, security: SecurityBuilder) {
    this.#source = source;
    this.#builder = builder;
    this.#security = security;
  }

  read(exchanges: readonly AsyncExchange[]): void {
    const byChannel = new Map<string, AsyncExchange[]>();
    for (const exchange of exchanges) {
      const group = byChannel.get(exchange.channel.pointer) ?? [];
      group.push(exchange);
      byChannel.set(exchange.channel.pointer, group);
    }
    for (const group of byChannel.values()) {
      const others = group.filter((exchange) => {
        const said = saidRole(exchange);
        if (said !== undefined) this.#addForms(exchange, said);
        return said === undefined;
      });
      this.#readChannel(others);
    }
  }

  /** The rule for documents that do not say it themselves. */
  #readChannel(group: readonly AsyncExchange[]): void {
    const [sent] = group.filter(({ action }) => action === "send");
    const [received] = group.filter(({ action }) => action === "receive");
    const isState = sent !== undefined && (isRetained(sent) || (received !== undefined && isSame(sent, received)));
    const state = isState ? this.#take("property", nameOfPath(sent.channel.address)) : undefined;
    for (const exchange of group) {
      const name = exchange.name ?? nameOfPath(exchange.channel.address);
      if (state !== undefined && isSame(exchange, sent!)) {
        const op = exchange.action === "receive" ? ["writeproperty" as const] : readOf(exchange);
        this.#addForms(exchange, { kind: "property", name: state, op }, received === undefined);
      } else if (exchange.action === "send") {
        this.#addForms(exchange, {
          kind: "event",
          name: this.#take("event", name),
          op: ["subscribeevent", "unsubscribeevent"],
        });
      } else this.#addForms(exchange, { kind: "action", name: this.#take("action", name), op: ["invokeaction"] });
    }
  }

  #take(kind: "property" | "action" | "event", wanted: string): string {
    let name: string;
    do name = this.#names[kind].take(wanted);
    while (this.#builder.has(kind, name));
    return name;
  }

  #addForms(exchange: AsyncExchange, role: Role, isReadOnly = false): void {
    const { channel, operation } = exchange;
    const uriVariables = new Map([...channel.uriVariables].map(([name, schema]) => [variableName(name), schema]));
    let count = 0;
    for (const server of channel.servers) {
      for (const op of role.op) {
        const form = formOf(exchange, server, op, this.#source);
        if (form === undefined) continue;
        count++;
        this.#builder.add({
          kind: role.kind,
          name: role.name,
          members: { ...membersOf(exchange, role.kind), ...(isReadOnly ? { readOnly: true } : {}) },
          form: { ...form, ...this.#securityOf(exchange, server) },
          op,
          uriVariables,
          pointer: operation.pointer,
        });
      }
    }
    if (count === 0) this.#source.losses.add(operation.pointer, "no server of this channel makes a Form");
  }

  /** Security of the operation applies in addition to that of the server. */
  #securityOf({ security }: AsyncExchange, server: Server): JsonObject {
    const all = [...new Set([...server.security, ...(security ?? [])])];
    const needed = all.filter((name) => !this.#security.isOpen(name));
    const names = needed.length === 0 ? all.slice(0, 1) : needed;
    return { security: names.length === 1 ? names[0] : names };
  }
}

const isSame = (a: AsyncExchange, b: AsyncExchange): boolean => sameJson(a.payload, b.payload);

/** What is retained can be read at once; anything else is only told when it changes. */
const readOf = (exchange: AsyncExchange): readonly Operation[] =>
  isRetained(exchange)
    ? ["readproperty", "observeproperty", "unobserveproperty"]
    : ["observeproperty", "unobserveproperty"];

/** The role that `x-wot-operation` and `x-wot-affordance` give. */
function saidRole({ operation }: AsyncExchange): Role | undefined {
  const { "x-wot-operation": op, "x-wot-affordance": name } = operation.value;
  const isOp = (list: readonly string[]) => typeof op === "string" && list.includes(op);
  if (isOp(thingOperations) && name === undefined) return { kind: "thing", name: undefined, op: [op as Operation] };
  if (!isText(name)) return undefined;
  if (isOp(propertyOperations)) return { kind: "property", name, op: [op as Operation] };
  if (isOp(actionOperations)) return { kind: "action", name, op: [op as Operation] };
  return isOp(eventOperations) ? { kind: "event", name, op: [op as Operation] } : undefined;
}

function membersOf({ operation, channel, payload, reply }: AsyncExchange, kind: FormHolder): JsonObject {
  const { title, summary, description } = operation.value;
  const texts = textsOf(title ?? summary, description ?? channel.value.description);
  if (kind === "property") return { ...payload, ...texts };
  if (kind === "event") return { ...texts, ...(payload === undefined ? {} : { data: payload }) };
  return {
    ...texts,
    ...(payload === undefined ? {} : { input: payload }),
    ...(reply === undefined ? {} : { output: reply }),
  };
}
