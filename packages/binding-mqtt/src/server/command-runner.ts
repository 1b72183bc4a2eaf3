import {
  type ActionStatus,
  andThen,
  type Content,
  type HostedThing,
  type InboundRequest,
  type MaybePromise,
  noContent,
} from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { Outcome } from "../form/request-terms.js";
import { toTopicSegment } from "../topic/topic-segment.js";
import type { Command, CommandTarget } from "./command.js";
import type { ThingVerb } from "./thing-topics.js";

/** How a command ended well. */
export interface Answer {
  readonly outcome: Exclude<Outcome, "error">;
  readonly content: Content;
}

/** Carries out commands on one Thing. */
export class CommandRunner {
  readonly #thing: HostedThing;
  readonly #properties: ReadonlyMap<string, string>;
  readonly #actions: ReadonlyMap<string, string>;

  constructor(thing: HostedThing) {
    this.#thing = thing;
    this.#properties = namesBySegment(thing.properties.keys());
    this.#actions = namesBySegment(thing.actions.keys());
  }

  /** Name of the property that `target` is about. */
  propertyOf(target: CommandTarget | undefined): string | undefined {
    return target?.kind === "property" ? this.#properties.get(target.segment) : undefined;
  }

  /** The media type that a payload has when its publisher does not say. */
  contentTypeOf(target: CommandTarget): string {
    const [contentType = "application/json"] =
      target.kind === "thing" ? this.#thing.contentTypes : (this.#affordance(target)?.contentTypes ?? []);
    return contentType;
  }

  /** @throws {WotError} whatever the Thing refuses with; RequestError WOT_NOT_FOUND */
  run({ target, invocation, names }: Command, request: InboundRequest): MaybePromise<Answer> {
    if (target?.kind === "thing") return this.#onThing(target.verb, names, request);
    if (target?.kind === "property") return this.#onProperty(target, request);
    if (target?.kind === "action") return this.#onAction(target, invocation, request);
    throw new RequestError("WOT_NOT_FOUND", "there is no such command");
  }

  #affordance(target: Exclude<CommandTarget, { kind: "thing" }>) {
    if (target.kind === "property") return this.#thing.properties.get(this.#properties.get(target.segment) ?? "");
    return this.#thing.actions.get(this.#actions.get(target.segment) ?? "");
  }

  #onProperty(target: CommandTarget & { kind: "property" }, request: InboundRequest): MaybePromise<Answer> {
    const property = this.#thing.properties.get(this.propertyOf(target) ?? unknown("property"));
    if (property === undefined) return unknown("property");
    if (target.verb === "get") return andThen(property.read(request), result);
    return andThen(property.write(request), nothing);
  }

  #onAction(
    { segment, verb }: CommandTarget & { kind: "action" },
    invocation: string | undefined,
    request: InboundRequest,
  ): MaybePromise<Answer> {
    const action = this.#thing.actions.get(this.#actions.get(segment) ?? unknown("action"));
    if (action === undefined) return unknown("action");
    if (verb === "query") return andThen(action.query(invocation, request), status);
    if (verb === "cancel") return andThen(action.cancel(invocation, request), nothing);
    return andThen(action.invoke(request), (reply) =>
      reply.kind === "output" ? result(reply.content) : status(reply.status),
    );
  }

  #onThing(verb: ThingVerb, names: readonly string[], request: InboundRequest): MaybePromise<Answer> {
    switch (verb) {
      case "readallproperties":
        return andThen(this.#thing.readAllProperties(request), result);
      case "readmultipleproperties":
        return andThen(this.#thing.readMultipleProperties(names, request), result);
      case "writeallproperties":
        return andThen(this.#thing.writeAllProperties(request), nothing);
      case "writemultipleproperties":
        return andThen(this.#thing.writeMultipleProperties(request), nothing);
      case "queryallactions":
        return andThen(this.#thing.queryAllActions(request), (statuses) => result(json(Object.fromEntries(statuses))));
    }
  }
}

const namesBySegment = (names: Iterable<string>): ReadonlyMap<string, string> =>
  new Map([...names].map((name) => [toTopicSegment(name), name]));

const result = (content: Content): Answer => ({ outcome: "result", content });
const nothing = (): Answer => result(noContent);
const status = (value: ActionStatus): Answer => ({ outcome: "status", content: json(value) });

const json = (value: unknown): Content => ({
  contentType: "application/json",
  body: Buffer.from(JSON.stringify(value)),
});

function unknown(kind: string): never {
  throw new RequestError("WOT_NOT_FOUND", `the Thing has no such ${kind}`);
}
