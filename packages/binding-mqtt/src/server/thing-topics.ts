import type { HostedThing } from "@thingwright/contracts";
import type { Outcome } from "../form/request-terms.js";
import { clientVariable, requestVariable } from "../form/request-terms.js";
import { toTopicSegment } from "../topic/topic-segment.js";

/** Commands to a property: `set` its value, `get` it published. */
export type PropertyVerb = "get" | "set";
/** Commands to an action. */
export type ActionVerb = "invoke" | "query" | "cancel";
/** Commands to the Thing itself: operations that need an answer. */
export const thingVerbs = [
  "readallproperties",
  "readmultipleproperties",
  "writeallproperties",
  "writemultipleproperties",
  "queryallactions",
] as const;
export type ThingVerb = (typeof thingVerbs)[number];

/** Topics of a server, beside those of its Things, which have a level more. */
export const serverTopics = (prefix: string) => ({
  /** `online` or `offline`, retained; the last will speaks here. */
  status: `${prefix}/status`,
  /** Of a group: which Things a process is about to leave. */
  leaving: `${prefix}/leaving`,
  /** Of a group: which of these somebody else has. */
  staying: `${prefix}/staying`,
  /** Of a group: where a process tries whether the broker shares subscriptions. */
  probe: (clientId: string) => `${prefix}/probe-${clientId}`,
});

/** Everything that commands come on, below a Thing's base; `+` in its last level stands for all Things. */
export const commandFilters = (base: string): readonly string[] => [
  `${base}/properties/+/set`,
  `${base}/properties/+/get`,
  `${base}/actions/+`,
  `${base}/requests/#`,
];

/** The topics of one exposed Thing. */
export class ThingTopics {
  /** `{prefix}/{slug}` */
  readonly base: string;
  /** What tells the Thing from the others of its server. */
  readonly segment: string;
  readonly #prefix: string;

  constructor(prefix: string, thing: Pick<HostedThing, "slug">) {
    this.segment = toTopicSegment(thing.slug);
    this.base = `${prefix}/${this.segment}`;
    this.#prefix = prefix;
  }

  /** `online` or `offline`, retained, of the server. */
  get serverStatus(): string {
    return serverTopics(this.#prefix).status;
  }

  /** `online` or `offline`, retained. */
  get status(): string {
    return `${this.base}/status`;
  }

  /** Problem details of commands that nobody waits for. */
  get errors(): string {
    return `${this.base}/errors`;
  }

  /** The value of a property, retained. */
  property(name: string): string {
    return `${this.base}/properties/${toTopicSegment(name)}`;
  }

  propertyCommand(name: string, verb: PropertyVerb): string {
    return `${this.property(name)}/${verb}`;
  }

  action(name: string): string {
    return `${this.base}/actions/${toTopicSegment(name)}`;
  }

  event(name: string): string {
    return `${this.base}/events/${toTopicSegment(name)}`;
  }

  /** URI Template of the request topic of a command; `path` is what follows client and request. */
  requestTemplate(path: string): string {
    return `${this.base}/requests/{${clientVariable}}/{${requestVariable}}/${path}`;
  }

  reply(client: string, request: string, outcome: Outcome | `{${string}}`): string {
    return `${this.base}/replies/${client}/${request}/${outcome}`;
  }

  /** Every property's value; the names are the last level. */
  get propertyFilter(): string {
    return `${this.base}/properties/+`;
  }

  /** Every event; the names are the last level. */
  get eventFilter(): string {
    return `${this.base}/events/+`;
  }
}
