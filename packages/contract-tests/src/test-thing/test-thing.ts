import { AssertionError } from "node:assert";
import type {
  ActionStatus,
  Content,
  Emission,
  HostedDescription,
  HostedSubscription,
  HostedThing,
  InboundRequest,
  Subscriber,
} from "@thingwright/contracts";
import { DataSchemaError, RequestError } from "@thingwright/errors";
import { jsonContent, jsonOf } from "../json-content.js";
import { CallLog } from "./call-log.js";
import { Emitter } from "./emitter.js";
import { scriptedActions, scriptedEvents, scriptedProperties } from "./script.js";
import { TestAction } from "./test-action.js";
import { TestEvent } from "./test-event.js";
import { decoded, TestProperty } from "./test-property.js";

/** Identity of a test Thing. */
export interface TestThingOptions {
  /** Default: `urn:test:` and the slug. */
  readonly id?: string;
  /** Default `test-thing`. */
  readonly slug?: string;
}

/** A Thing without a runtime: JSON values in Maps, every call recorded, every behaviour in the hand of the check. */
export class TestThing implements HostedThing {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly contentTypes = ["application/json"];
  readonly properties: ReadonlyMap<string, TestProperty>;
  readonly actions: ReadonlyMap<string, TestAction>;
  readonly events: ReadonlyMap<string, TestEvent>;
  readonly calls = new CallLog();
  /** Subscribers of all properties. */
  readonly allProperties = new Emitter();
  /** Subscribers of all events. */
  readonly allEvents = new Emitter();

  constructor(options: TestThingOptions = {}) {
    this.slug = options.slug ?? "test-thing";
    this.id = options.id ?? `urn:test:${this.slug}`;
    this.title = `Test Thing ${this.slug}`;
    const changed = (name: string, value: unknown): void => this.allProperties.emit(jsonContent({ [name]: value }));
    const happened = (name: string, value: unknown): void =>
      this.allEvents.emit(jsonContent({ [name]: value ?? null }), value === undefined ? { isWithoutData: true } : {});
    this.properties = mapOf(
      scriptedProperties(),
      (name, script) => new TestProperty(name, script, this.calls, changed),
    );
    this.actions = mapOf(scriptedActions(), (name, script) => new TestAction(name, script, this.calls));
    this.events = new Map(scriptedEvents.map((name) => [name, new TestEvent(name, this.calls, happened)]));
  }

  property(name: string): TestProperty {
    return this.properties.get(name) ?? unknown(name);
  }

  action(name: string): TestAction {
    return this.actions.get(name) ?? unknown(name);
  }

  event(name: string): TestEvent {
    return this.events.get(name) ?? unknown(name);
  }

  description(): HostedDescription {
    const body = { "@context": "https://www.w3.org/2022/wot/td/v1.1", id: this.id, title: this.title };
    return { content: jsonContent(body, "application/td+json"), etag: this.slug };
  }

  /** Names of the properties that `readAllProperties` answers with: those that can be read at once. */
  get readableNames(): readonly string[] {
    return this.#names((property) => !property.writeOnly && property.gate === undefined);
  }

  /** Names of the properties that `writeAllProperties` asks for. */
  get writableNames(): readonly string[] {
    return this.#names((property) => !property.readOnly);
  }

  readAllProperties(request: InboundRequest): Content {
    this.calls.record({ operation: "readallproperties", affordance: undefined, request });
    return this.#values(this.readableNames);
  }

  readMultipleProperties(names: readonly string[], request: InboundRequest): Content {
    this.calls.record({ operation: "readmultipleproperties", affordance: undefined, request, names });
    return this.#values(names);
  }

  writeMultipleProperties(request: InboundRequest): void {
    this.calls.record({ operation: "writemultipleproperties", affordance: undefined, request });
    this.#write(membersOf(request));
  }

  writeAllProperties(request: InboundRequest): void {
    this.calls.record({ operation: "writeallproperties", affordance: undefined, request });
    const members = membersOf(request);
    const missing = this.writableNames.find((name) => !members.has(name));
    if (missing !== undefined) throw new DataSchemaError("WOT_DATA_INVALID", `${missing} is missing`);
    this.#write(members);
  }

  observeAllProperties(request: InboundRequest, subscriber: Subscriber): HostedSubscription {
    this.calls.record({ operation: "observeallproperties", affordance: undefined, request });
    return this.allProperties.subscribe(subscriber);
  }

  observeMultipleProperties(
    names: readonly string[],
    request: InboundRequest,
    subscriber: Subscriber,
  ): HostedSubscription {
    this.calls.record({ operation: "observeallproperties", affordance: undefined, request, names });
    const isWanted = ({ content }: Emission): boolean =>
      names.some((name) => Object.hasOwn(jsonOf(content) as object, name));
    return this.allProperties.subscribe({
      next: (emission) => void (isWanted(emission) && subscriber.next(emission)),
      error: (error) => subscriber.error(error),
      complete: () => subscriber.complete(),
    });
  }

  subscribeAllEvents(request: InboundRequest, subscriber: Subscriber): HostedSubscription {
    this.calls.record({ operation: "subscribeallevents", affordance: undefined, request });
    return this.allEvents.subscribe(subscriber);
  }

  queryAllActions(request: InboundRequest): ReadonlyMap<string, readonly ActionStatus[]> {
    this.calls.record({ operation: "queryallactions", affordance: undefined, request });
    return new Map([...this.actions].map(([name, action]) => [name, action.statuses]));
  }

  #names(offered: (property: TestProperty) => boolean): readonly string[] {
    const hasPlace = ({ failure, uriVariables, type }: TestProperty): boolean =>
      failure === undefined && uriVariables.size === 0 && type !== "bytes";
    return [...this.properties.values()]
      .filter((property) => hasPlace(property) && offered(property))
      .map((property) => property.name);
  }

  #values(names: readonly string[]): Content {
    return jsonContent(Object.fromEntries(names.map((name) => [name, this.#known(name).value])));
  }

  #write(members: ReadonlyMap<string, unknown>): void {
    for (const [name, value] of members) this.#known(name).check(value);
    for (const [name, value] of members) this.#known(name).set(value);
  }

  #known(name: string): TestProperty {
    const property = this.properties.get(name);
    if (property === undefined) throw new RequestError("WOT_NOT_FOUND", "there is no such property");
    return property;
  }
}

/** A new test Thing; its affordances are described in this package's README. */
export const testThing = (options?: TestThingOptions): TestThing => new TestThing(options);

function mapOf<S, A>(
  scripts: Readonly<Record<string, S>>,
  make: (name: string, script: S) => A,
): ReadonlyMap<string, A> {
  return new Map(Object.entries(scripts).map(([name, script]) => [name, make(name, script)]));
}

function membersOf(request: InboundRequest): ReadonlyMap<string, unknown> {
  const value = decoded(request);
  if (typeof value === "object" && value !== null) return new Map(Object.entries(value));
  throw new DataSchemaError("WOT_DATA_INVALID", "the body must be an object");
}

function unknown(name: string): never {
  throw new AssertionError({ message: `the test Thing has no affordance ${name}` });
}
