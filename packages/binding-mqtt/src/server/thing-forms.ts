import {
  type HostedAction,
  type HostedAffordance,
  type HostedEvent,
  type HostedProperty,
  type HostedThing,
  queryTemplate,
  type ThingForms,
  templateNames,
} from "@thingwright/contracts";
import type { Form, Link, Operation } from "@thingwright/td";
import type { QoS } from "../form/form-terms.js";
import { mqttSubprotocol } from "../form/form-transport.js";
import {
  clientVariable,
  invocationVariable,
  outcomeVariable,
  replyTopicTerm,
  requestMemoryTerm,
  requestTopicTerm,
  requestVariable,
  serverStatusRelation,
  statusTopicTerm,
  thingStatusRelation,
} from "../form/request-terms.js";
import { toTopicSegment } from "../topic/topic-segment.js";
import { commandQos, type Delivery, eventDelivery, hasState, highestQos, stateDelivery } from "./delivery.js";
import { type ThingTopics, thingVerbs } from "./thing-topics.js";

/**
 * The Forms of `thing` at the broker `url`.
 *
 * @param requestMemoryMs - milliseconds for which a request is known again; 0 where another process may get the repetition
 */
export function formsOf(thing: HostedThing, topics: ThingTopics, url: string, requestMemoryMs: number): ThingForms {
  const forms = new FormWriter(topics, url, requestMemoryMs);
  return {
    properties: mapped(thing.properties, (property) => forms.ofProperty(property)),
    actions: mapped(thing.actions, (action) => forms.ofAction(action)),
    events: mapped(thing.events, (event) => forms.ofEvent(event)),
    thing: forms.ofThing(thing),
    links: forms.links(),
  };
}

function mapped<A extends HostedAffordance>(
  affordances: ReadonlyMap<string, A>,
  write: (affordance: A) => readonly Form[],
): ReadonlyMap<string, readonly Form[]> {
  return new Map([...affordances].map(([name, affordance]) => [name, write(affordance)]));
}

class FormWriter {
  readonly #topics: ThingTopics;
  readonly #url: string;
  readonly #isWebSocket: boolean;
  readonly #requestMemoryMs: number;

  constructor(topics: ThingTopics, url: string, requestMemoryMs: number) {
    this.#requestMemoryMs = requestMemoryMs;
    this.#topics = topics;
    this.#url = url;
    this.#isWebSocket = /^wss?:/.test(url);
  }

  ofProperty(property: HostedProperty): readonly Form[] {
    const forms: Form[] = [];
    const delivery = stateDelivery(property);
    const isRetained = hasState(property) && delivery.retain;
    if (isRetained) forms.push(this.#state(property, delivery));
    else if (!property.writeOnly) forms.push(this.#read(property));
    if (!isRetained && hasState(property) && property.observable) forms.push(this.#changes(property, delivery));
    if (!property.readOnly) forms.push(this.#write(property));
    return forms;
  }

  ofAction(action: HostedAction): readonly Form[] {
    const topic = this.#topics.action(action.name);
    const invoke: Form = {
      ...this.#publish(["invokeaction"], topic, action, commandQos(action, "invokeaction")),
      ...this.#request(`actions/${toTopicSegment(action.name)}/invoke`, templateNames(action.uriVariables)),
    };
    if (action.synchronous) return [invoke];
    return [
      invoke,
      this.#invocation("queryaction", "query", action),
      this.#invocation("cancelaction", "cancel", action),
    ];
  }

  ofEvent(event: HostedEvent): readonly Form[] {
    const op = ["subscribeevent", "unsubscribeevent"] as const;
    return [this.#subscribe(op, this.#topics.event(event.name), event, eventDelivery(event))];
  }

  ofThing(thing: HostedThing): readonly Form[] {
    const properties = [...thing.properties.values()];
    const readable = properties.some((property) => !property.writeOnly && property.uriVariables.size === 0);
    const writable = properties.some((property) => !property.readOnly);
    const forms: Form[] = [];
    for (const verb of thingVerbs) {
      const offered = verb === "queryallactions" ? someQueryable(thing) : verb.startsWith("read") ? readable : writable;
      if (offered) forms.push(this.#ofWhole(verb, thing));
    }
    const observable = properties.filter((property) => property.observable);
    if (observable.length > 0 && observable.every(isJson)) {
      const op = ["observeallproperties", "unobserveallproperties"] as const;
      forms.push(
        this.#subscribe(op, this.#topics.propertyFilter, thing, {
          qos: highestQos(observable.map(stateDelivery)),
          retain: observable.some((property) => stateDelivery(property).retain),
        }),
      );
    }
    const events = [...thing.events.values()];
    if (events.length > 0 && events.every(isJson)) {
      const op = ["subscribeallevents", "unsubscribeallevents"] as const;
      forms.push(
        this.#subscribe(op, this.#topics.eventFilter, thing, {
          qos: highestQos(events.map(eventDelivery)),
          retain: false,
        }),
      );
    }
    return forms;
  }

  /** Where the Thing says whether it is there, and where its server does; no link names a topic behind a WebSocket. */
  links(): readonly Link[] {
    if (this.#isWebSocket) return [];
    const link = (rel: string, topic: string): Link => ({ rel, href: `${this.#url}/${topic}`, type: "text/plain" });
    return [link(thingStatusRelation, this.#topics.status), link(serverStatusRelation, this.#topics.serverStatus)];
  }

  #state(property: HostedProperty, delivery: Delivery): Form {
    const op: readonly Operation[] = property.observable
      ? ["readproperty", "observeproperty", "unobserveproperty"]
      : ["readproperty"];
    return {
      ...this.#subscribe(op, this.#topics.property(property.name), property, delivery),
      ...this.#request(`properties/${toTopicSegment(property.name)}/get`, []),
    };
  }

  /** What is not retained can be observed all the same. */
  #changes(property: HostedProperty, delivery: Delivery): Form {
    const op = ["observeproperty", "unobserveproperty"] as const;
    return this.#subscribe(op, this.#topics.property(property.name), property, delivery);
  }

  /** A property with `uriVariables` has no one state that could be retained, and others must not be. */
  #read(property: HostedProperty): Form {
    return {
      ...this.#publish(
        ["readproperty"],
        this.#topics.propertyCommand(property.name, "get"),
        property,
        commandQos(property, "readproperty"),
      ),
      ...this.#request(`properties/${toTopicSegment(property.name)}/get`, templateNames(property.uriVariables)),
    };
  }

  #write(property: HostedProperty): Form {
    return {
      ...this.#publish(
        ["writeproperty"],
        this.#topics.propertyCommand(property.name, "set"),
        property,
        commandQos(property, "writeproperty"),
      ),
      ...this.#request(`properties/${toTopicSegment(property.name)}/set`, templateNames(property.uriVariables)),
    };
  }

  #invocation(op: Operation, verb: "query" | "cancel", action: HostedAction): Form {
    const path = `actions/${toTopicSegment(action.name)}/${verb}`;
    return {
      op: [op],
      ...this.#at(this.#topics.action(action.name)),
      contentType: "application/json",
      "mqv:controlPacket": "publish",
      ...this.#request(path, [invocationVariable]),
    };
  }

  #ofWhole(op: Operation, thing: HostedThing): Form {
    return {
      op: [op],
      ...this.#at(this.#topics.base),
      contentType: op === "queryallactions" ? "application/json" : contentTypeOf(thing),
      "mqv:controlPacket": "publish",
      ...this.#request(`thing/${op}`, op === "readmultipleproperties" ? ["names*"] : []),
    };
  }

  #publish(op: readonly Operation[], topic: string, affordance: HostedAffordance, qos: QoS): Form {
    return {
      op,
      ...this.#at(topic, queryTemplate(templateNames(affordance.uriVariables))),
      contentType: contentTypeOf(affordance),
      "mqv:controlPacket": "publish",
      "mqv:topic": topic,
      "mqv:qos": String(qos),
      "mqv:retain": false,
    };
  }

  #subscribe(
    op: readonly Operation[],
    filter: string,
    typed: Pick<HostedAffordance, "contentTypes">,
    { qos, retain }: Delivery,
  ): Form {
    // An href has no wildcards: what stands after them is in the filter alone.
    const path = filter.replace(/\/\+$/, "");
    return {
      op,
      ...this.#at(path),
      contentType: contentTypeOf(typed),
      "mqv:controlPacket": "subscribe",
      "mqv:filter": filter,
      "mqv:qos": String(qos),
      "mqv:retain": retain,
      [statusTopicTerm]: this.#topics.status,
    };
  }

  /** The topic is in the path as well, for clients that know older drafts; a WebSocket has another path. */
  #at(topic: string, query = ""): Pick<Form, "href" | "subprotocol"> {
    if (!this.#isWebSocket) return { href: `${this.#url}/${topic}${query}` };
    return { href: `${this.#url}${query}`, subprotocol: mqttSubprotocol };
  }

  #request(path: string, variables: readonly string[]): Pick<Form, `${string}:${string}`> {
    const replyTopic = this.#topics.reply(`{${clientVariable}}`, `{${requestVariable}}`, `{${outcomeVariable}}`);
    return {
      [requestTopicTerm]: `${this.#topics.requestTemplate(path)}${queryTemplate(variables)}`,
      [replyTopicTerm]: replyTopic,
      ...(this.#requestMemoryMs === 0 ? {} : { [requestMemoryTerm]: this.#requestMemoryMs }),
    };
  }
}

const someQueryable = (thing: HostedThing): boolean =>
  [...thing.actions.values()].some((action) => !action.synchronous);

const contentTypeOf = ({ contentTypes }: Pick<HostedAffordance, "contentTypes">): string =>
  contentTypes[0] ?? "application/json";

const isJson = (affordance: HostedAffordance): boolean =>
  /^application\/(?:[^;]*\+)?json\b/.test(contentTypeOf(affordance));
