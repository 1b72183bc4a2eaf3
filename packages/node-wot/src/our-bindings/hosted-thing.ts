import type {
  ActionStatus,
  Content,
  HostedDescription,
  HostedSubscription,
  HostedThing,
  InboundRequest,
  Subscriber,
} from "@thingwright/contracts";
import { DataSchemaError, RequestError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import { handled } from "./handler-failure.js";
import { TheirHostedAction } from "./hosted-action.js";
import type { HostedContext } from "./hosted-context.js";
import { TheirHostedEvent } from "./hosted-event.js";
import { jsonValueOf } from "./hosted-input.js";
import { TheirHostedProperty } from "./hosted-property.js";

/** A Thing that their Servient exposes, as servers of ours see it. */
export class TheirHostedThing implements HostedThing {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly properties: ReadonlyMap<string, TheirHostedProperty>;
  readonly actions: ReadonlyMap<string, TheirHostedAction>;
  readonly events: ReadonlyMap<string, TheirHostedEvent>;
  readonly contentTypes = ["application/json"];
  readonly #context: HostedContext;

  constructor(slug: string, context: HostedContext) {
    const { thing } = context;
    this.id = thing.id;
    this.title = thing.title;
    this.slug = slug;
    this.#context = context;
    this.properties = mapped(thing.properties, (name, each) => new TheirHostedProperty(name, each, context));
    this.actions = mapped(thing.actions, (name, each) => new TheirHostedAction(name, each, context));
    this.events = mapped(thing.events, (name, each) => new TheirHostedEvent(name, each, context));
  }

  /** Made anew each time: their Things may change, and their servers write into it. */
  description(): HostedDescription {
    const body = encoder.encode(JSON.stringify(this.#context.thing.getThingDescription()));
    return { content: { contentType: "application/td+json", body }, etag: etagOf(body) };
  }

  readAllProperties(request: InboundRequest): Promise<Content> {
    const readable = [...this.properties.values()].filter((each) => !each.writeOnly && each.uriVariables.size === 0);
    return this.#read(readable, request);
  }

  async readMultipleProperties(names: readonly string[], request: InboundRequest): Promise<Content> {
    return this.#read(
      [...new Set(names)].map((name) => this.#find(name)),
      request,
    );
  }

  async writeMultipleProperties(request: InboundRequest): Promise<void> {
    await this.#write(request, valuesIn(request));
  }

  async writeAllProperties(request: InboundRequest): Promise<void> {
    const values = valuesIn(request);
    for (const { name, readOnly } of this.properties.values()) {
      if (readOnly || Object.hasOwn(values, name)) continue;
      throw new DataSchemaError("WOT_DATA_INVALID", `there is no value for property "${name}"`);
    }
    await this.#write(request, values);
  }

  observeAllProperties(request: InboundRequest, subscriber: Subscriber): Promise<HostedSubscription> {
    const observable = [...this.properties.values()].filter((each) => each.observable);
    return subscribeToAll(observable, subscriber, (each, named) => each.observe(request, named));
  }

  subscribeAllEvents(request: InboundRequest, subscriber: Subscriber): Promise<HostedSubscription> {
    return subscribeToAll([...this.events.values()], subscriber, (each, named) => each.subscribe(request, named));
  }

  async queryAllActions(request: InboundRequest): Promise<ReadonlyMap<string, readonly ActionStatus[]>> {
    await this.#context.admit(request);
    return new Map();
  }

  /** Ends all subscriptions, as the Thing is withdrawn. */
  end(): void {
    for (const { emissions } of [...this.properties.values(), ...this.events.values()]) emissions.complete();
  }

  async #read(properties: readonly TheirHostedProperty[], request: InboundRequest): Promise<Content> {
    const { accept: _, ...rest } = request;
    const members = await Promise.all(
      properties.map(async (each) => {
        const { body } = await each.read({ ...rest, accept: "application/json" });
        return `${JSON.stringify(each.name)}:${decoder.decode(body)}`;
      }),
    );
    return { contentType: "application/json", body: encoder.encode(`{${members.join(",")}}`) };
  }

  #write(request: InboundRequest, values: Readonly<Record<string, unknown>>): Promise<void> {
    return handled(async () => {
      await this.#context.admit(request);
      const writes = Object.entries(values).map(([name, value]) => {
        const property = this.#find(name);
        const content = { contentType: "application/json", body: encoder.encode(JSON.stringify(value)) };
        return { property, content: property.checked({ ...request, content }) };
      });
      for (const { property, content } of writes) await property.set(content, request);
    });
  }

  #find(name: string): TheirHostedProperty {
    const property = this.properties.get(name);
    if (property === undefined) throw new RequestError("WOT_BAD_REQUEST", `the Thing has no property "${name}"`);
    return property;
  }
}

function valuesIn({ content }: InboundRequest): Readonly<Record<string, unknown>> {
  const values = jsonValueOf(content?.body ?? new Uint8Array(0));
  if (isRecord(values)) return values;
  throw new DataSchemaError("WOT_DATA_INVALID", "the content is no object of property values");
}

/** One subscription for several affordances: what it brings is an object with the one that has something to tell. */
async function subscribeToAll<A extends { readonly name: string }>(
  affordances: readonly A[],
  subscriber: Subscriber,
  subscribe: (affordance: A, named: Subscriber) => Promise<HostedSubscription>,
): Promise<HostedSubscription> {
  let sequence = 0;
  let isOver = false;
  const end = (tell: () => void): void => {
    if (!isOver) tell();
    isOver = true;
  };
  const named = ({ name }: A): Subscriber => ({
    next: ({ time, content }) => {
      const value = content.body.length === 0 ? "null" : decoder.decode(content.body);
      const body = encoder.encode(`{${JSON.stringify(name)}:${value}}`);
      subscriber.next({ sequence: ++sequence, time, content: { contentType: "application/json", body } });
    },
    error: (error) => end(() => subscriber.error(error)),
    complete: () => end(() => subscriber.complete()),
  });
  const all = await Promise.all(affordances.map((each) => subscribe(each, named(each))));
  return {
    cancel: () => {
      for (const each of all) each.cancel();
    },
  };
}

const mapped = <A, H>(all: Record<string, A> | undefined, make: (name: string, each: A) => H): Map<string, H> =>
  new Map(Object.entries(all ?? {}).map(([name, each]) => [name, make(name, each)]));

/** Tells descriptions apart; 64 bits of FNV-1a in two halves. Not for secrets. */
function etagOf(bytes: Uint8Array): string {
  let [low, high] = [0x811c9dc5, bytes.length];
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte ^ (low >>> 24), 0x85ebca6b);
  }
  return (low >>> 0).toString(16) + (high >>> 0).toString(16);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
