import type { Content, HostedAffordance, HostedThing, InboundRequest } from "@thingwright/contracts";
import { RequestError, toProblem } from "@thingwright/errors";
import { collectBody } from "../plug-in/collect-body.js";
import type {
  ContentListener,
  TheirAction,
  TheirAffordance,
  TheirExposedThing,
  TheirOptions,
  TheirProperty,
} from "../plug-in/exposed-thing.js";
import type { TheirContent, TheirForm } from "../plug-in/interfaces.js";
import { WholeContent } from "../plug-in/their-content.js";
import type { Containment } from "./contained.js";
import { FacadeSubscriptions } from "./facade-subscriptions.js";

/**
 * An exposed Thing of ours as a server of theirs sees it: it writes Forms into it, and calls its verbs with the position of one.
 * Their servers bring no credentials, so a Thing that asks for some refuses whoever comes by them.
 */
export class ExposedFacade implements TheirExposedThing {
  readonly id: string;
  title: string;
  readonly security = ["nosec_sc"];
  readonly securityDefinitions = { nosec_sc: { scheme: "nosec" } };
  readonly properties: Record<string, TheirProperty>;
  readonly actions: Record<string, TheirAction>;
  readonly events: Record<string, TheirAffordance>;
  forms: TheirForm[] = [];
  readonly uriVariables = {};
  readonly #thing: HostedThing;
  readonly #maxBodyBytes: number;
  readonly #contained: Containment;
  readonly #subscriptions: FacadeSubscriptions;

  /** @param contained - the code of the server */
  constructor(thing: HostedThing, maxBodyBytes: number, contained: Containment) {
    this.id = thing.id;
    this.title = thing.slug;
    this.#thing = thing;
    this.#maxBodyBytes = maxBodyBytes;
    this.#contained = contained;
    this.#subscriptions = new FacadeSubscriptions(contained);
    this.properties = ofAll(thing.properties, ({ readOnly, writeOnly, observable }) => ({
      readOnly,
      writeOnly,
      observable,
    }));
    this.actions = ofAll(thing.actions, () => ({}));
    this.events = ofAll(thing.events, () => ({}));
  }

  getThingDescription(): object {
    return JSON.parse(new TextDecoder().decode(this.#thing.description().content.body));
  }

  async handleReadProperty(name: string, options: TheirOptions): Promise<TheirContent> {
    return this.#shown(async () => {
      const property = found(this.#thing.properties, name);
      return new WholeContent(await property.read(requestOf(this.properties[name], options)));
    });
  }

  async handleWriteProperty(name: string, content: TheirContent, options: TheirOptions): Promise<void> {
    await this.#shown(async () => {
      const request = requestOf(this.properties[name], options, await this.#whole(content));
      await found(this.#thing.properties, name).write(request);
    });
  }

  async handleInvokeAction(
    name: string,
    content: TheirContent,
    options: TheirOptions,
  ): Promise<TheirContent | undefined> {
    return this.#shown(async () => {
      const request = requestOf(this.actions[name], options, await this.#whole(content));
      const reply = await found(this.#thing.actions, name).invoke(request);
      if (reply.kind === "status") return new WholeContent(json(reply.status));
      return reply.content.body.length === 0 ? undefined : new WholeContent(reply.content);
    });
  }

  async handleReadAllProperties(options: TheirOptions): Promise<Map<string, TheirContent>> {
    const readable = [...this.#thing.properties.values()].filter((each) => !each.writeOnly);
    return this.handleReadMultipleProperties(
      readable.map(({ name }) => name),
      options,
    );
  }

  async handleReadMultipleProperties(
    names: readonly string[],
    options: TheirOptions,
  ): Promise<Map<string, TheirContent>> {
    const contents = await Promise.all(names.map(async (name) => this.handleReadProperty(name, options)));
    return new Map(names.map((name, index) => [name, contents[index] as TheirContent]));
  }

  async handleWriteMultipleProperties(values: object, options: TheirOptions): Promise<void> {
    const all: Iterable<[string, TheirContent]> = values instanceof Map ? values : Object.entries(values);
    for (const [name, content] of all) await this.handleWriteProperty(name, content, options);
  }

  async handleObserveProperty(name: string, listener: ContentListener, options: TheirOptions): Promise<void> {
    const property = found(this.#thing.properties, name);
    await this.#shown(() =>
      this.#subscriptions.add(listener, (subscriber) =>
        property.observe(requestOf(this.properties[name], options), subscriber),
      ),
    );
  }

  handleUnobserveProperty(_name: string, listener: ContentListener): void {
    this.#subscriptions.cancel(listener);
  }

  async handleSubscribeEvent(name: string, listener: ContentListener, options: TheirOptions): Promise<void> {
    const event = found(this.#thing.events, name);
    await this.#shown(() =>
      this.#subscriptions.add(listener, (subscriber) =>
        event.subscribe(requestOf(this.events[name], options), subscriber),
      ),
    );
  }

  handleUnsubscribeEvent(_name: string, listener: ContentListener): void {
    this.#subscriptions.cancel(listener);
  }

  /** Ends all subscriptions. */
  end(): void {
    this.#subscriptions.cancelAll();
  }

  /** Their servers tell peers the message of whatever fails: so it is that which a peer may see. */
  #shown<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#contained.outside(async () => {
      try {
        return await work();
      } catch (error) {
        const { title, detail } = toProblem(error);
        throw new Error(detail ?? title, { cause: error });
      }
    });
  }

  async #whole(content: TheirContent): Promise<Content> {
    return { contentType: content.type ?? "", body: await collectBody(content, this.#maxBodyBytes) };
  }
}

function requestOf(affordance: TheirAffordance | undefined, options: TheirOptions, content?: Content): InboundRequest {
  const accept = affordance?.forms?.[options.formIndex]?.contentType;
  const variables = Object.entries(options.uriVariables ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    ...(accept === undefined ? {} : { accept }),
    ...(variables.length === 0 ? {} : { variables: Object.fromEntries(variables) }),
    ...(content === undefined ? {} : { content }),
  };
}

function found<A>(all: ReadonlyMap<string, A>, name: string): A {
  const affordance = all.get(name);
  if (affordance === undefined) throw new RequestError("WOT_NOT_FOUND", "the Thing has no such affordance");
  return affordance;
}

/** Templates of Forms say which content types are offered; a name like `__proto__` is one like any other. */
function ofAll<A extends HostedAffordance, T extends object>(
  all: ReadonlyMap<string, A>,
  terms: (affordance: A) => T,
): Record<string, T & TheirAffordance> {
  const made: Record<string, T & TheirAffordance> = Object.create(null);
  for (const [name, each] of all) {
    const uriVariables = Object.fromEntries(each.uriVariables);
    made[name] = { ...terms(each), ...(each.uriVariables.size === 0 ? {} : { uriVariables }), forms: [] };
  }
  return made;
}

const json = (value: unknown): Content => ({
  contentType: "application/json",
  body: new TextEncoder().encode(JSON.stringify(value)),
});
