import type { InboundRequest, MaybePromise } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import type { ExposedAction } from "./affordances/exposed-action.js";
import type { ExposedProperty } from "./affordances/exposed-property.js";
import type { ValueListener } from "./affordances/property-changes.js";

/** Options of one use. */
export interface LocalOptions {
  /** Handlers hear when it aborts. */
  readonly signal?: AbortSignal;
}

/** What a LocalThing is made of. */
interface Host {
  readonly id: string;
  readonly title: string;
  readonly properties: ReadonlyMap<string, ExposedProperty>;
  readonly actions: ReadonlyMap<string, ExposedAction>;
  document(): ThingDescription;
}

/**
 * An exposed Thing as this program itself uses it: no server is between, and nobody asks for credentials, which are for
 * others. Values are held against the schemas on both ways, and handlers are called as for anybody.
 *
 * All verbs fail with what the handlers fail with, and with UsageError WOT_UNKNOWN_AFFORDANCE for a name that the Thing does
 * not have.
 */
export class LocalThing {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  get id(): string {
    return this.#host.id;
  }

  get title(): string {
    return this.#host.title;
  }

  /** The Thing Description. Parts of it are shared: it must not be changed. */
  get description(): ThingDescription {
    return this.#host.document();
  }

  /** The value of a property: at once when its handler answers at once. */
  read(name: string, options: LocalOptions = {}): MaybePromise<unknown> {
    const property = this.#property(name);
    property.checkReadable();
    return property.readValue(requestOf(options), undefined);
  }

  /** Sets a property. @throws {DataSchemaError} WOT_DATA_INVALID for a value that the Thing does not take */
  write(name: string, value: unknown, options: LocalOptions = {}): MaybePromise<void> {
    const property = this.#property(name);
    property.checkWritable(value);
    return property.writeValue(value, requestOf(options), undefined);
  }

  /**
   * Carries an action out and gives its output, also of one that others have to ask again about.
   *
   * @throws {DataSchemaError} WOT_DATA_INVALID for an input that the action does not take
   */
  invoke(name: string, input?: unknown, options: LocalOptions = {}): MaybePromise<unknown> {
    return known(this.#host.actions.get(name), "action", name).invokeValue(input, requestOf(options));
  }

  /**
   * Hears of changes of a property from now on; the value of this moment is no change, and the listener must not change one.
   *
   * @returns what ends it; idempotent
   * @throws {RequestError} WOT_METHOD for a property that cannot be observed
   */
  observe(name: string, listener: ValueListener): () => void {
    return this.#property(name).listen(listener);
  }

  #property(name: string): ExposedProperty {
    return known(this.#host.properties.get(name), "property", name);
  }
}

const requestOf = ({ signal }: LocalOptions): InboundRequest => (signal === undefined ? {} : { signal });

function known<A>(affordance: A | undefined, kind: string, name: string): A {
  if (affordance !== undefined) return affordance;
  throw new UsageError("WOT_UNKNOWN_AFFORDANCE", `the Thing has no ${kind} "${name}"`);
}
