import { asWotError, ProtocolError, type WotError } from "@thingwright/errors";
import {
  isObject,
  membersOf,
  pause,
  type RefusalWords,
  SharedSource,
  type Southbound,
  spoken,
  textOf,
} from "@thingwright/mapping";
import type { BridgeLink, BridgeLinkOptions } from "./bridge-link.js";
import { type Resource, readResources, resourceOf, updated } from "./resource.js";
import { sources } from "./southbound.js";

/**
 * The one event stream of a bridge, which all of its Things share; while it cannot be had, everything is read again and again.
 */
export class HueLink implements BridgeLink {
  readonly source = new SharedSource();
  readonly #options: BridgeLinkOptions;
  readonly #ending = new AbortController();
  #resources = new Map<string, Resource>();
  /** Updates that came while everything was read. */
  #early: unknown[] | undefined;
  #reading: Promise<void> | undefined;
  #running: Promise<void> | undefined;

  /** @param options - `bridge` by its `bridgeDescription` */
  constructor(options: BridgeLinkOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Idempotent. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  /** What the bridge has, as it says it, with the updates since. */
  get answer(): unknown {
    return { data: [...this.#resources.values()].map(({ members }) => members) };
  }

  /** Reads all that the bridge has. @throws {WotError} when it does not answer, or refuses */
  read(): Promise<void> {
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    const { bridge, limits } = this.#options;
    this.#early = [];
    try {
      const answer = await bridge.read("resources", { timeoutMs: limits.timeoutMs, signal: this.#ending.signal });
      if (!Array.isArray(membersOf(answer).data))
        throw new ProtocolError("WOT_PROTOCOL", "the bridge lists no resources");
      const before = this.#resources;
      this.#resources = new Map(readResources(answer, limits.maxResources).resources);
      for (const update of this.#early.splice(0)) this.#take(update);
      for (const resource of this.#resources.values()) this.#tell(resource);
      this.source.live();
      if (before.size > 0 && isRevised(before, this.#resources)) this.#options.onRevised();
    } finally {
      this.#early = undefined;
    }
  }

  /** `southbound` with the values of this link, and with the bridge's own words in what it refuses. */
  through(southbound: Southbound): Southbound {
    const forms = spoken(southbound, refusalWords);
    return this.source.through({
      ...forms,
      read: async (name, options) => this.source.latest(name) ?? forms.read(name, options),
    });
  }

  async #run(): Promise<void> {
    const { limits, clock, logger } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      const error = await this.#follow();
      if (signal.aborted) return;
      logger.warn("a Hue bridge sends no updates", { message: error.message });
      try {
        await this.read();
      } catch (failure) {
        if (!signal.aborted) this.source.lost(asWotError(failure));
      }
      await pause(limits.pollMs, clock, signal);
    }
  }

  /** Follows the event stream until it cannot be had any more. Never rejects. */
  async #follow(): Promise<WotError> {
    const { bridge, limits } = this.#options;
    const lost = (error: WotError): void => this.source.lost(error);
    const refresh = (): void => void this.read().catch((error: unknown) => lost(asWotError(error)));
    try {
      const updates = bridge.subscribe("updates", {
        signal: this.#ending.signal,
        timeoutMs: limits.timeoutMs,
        onInterrupted: lost,
        onResumed: refresh,
      });
      updates.ready.then(refresh, () => {});
      for await (const message of updates) this.#taken(message);
    } catch (error) {
      return asWotError(error);
    }
    return new ProtocolError("WOT_PROTOCOL", "the bridge has ended its event stream");
  }

  #taken(message: unknown): void {
    for (const event of Array.isArray(message) ? message : []) {
      if (this.#early === undefined) this.#take(event);
      else if (this.#early.length < this.#options.limits.maxResources) this.#early.push(event);
    }
  }

  #take(event: unknown): void {
    const { type, data } = membersOf(event);
    if (type === "add" || type === "delete") this.#changed(type, data);
    if (type !== "update") return;
    for (const changes of Array.isArray(data) ? data : []) {
      if (!isObject(changes)) continue;
      const known = this.#resources.get(String(changes.id));
      if (known === undefined) continue;
      const resource = updated(known, changes);
      this.#resources.set(known.id, resource);
      this.#tell(resource);
      if (reports.some((name) => Object.hasOwn(changes, name))) this.source.event(sources.event(known.id), changes);
      if (shapes.some((name) => Object.hasOwn(changes, name))) this.#options.onRevised();
    }
  }

  #changed(type: "add" | "delete", data: unknown): void {
    for (const entry of Array.isArray(data) ? data : []) {
      const resource = resourceOf(entry);
      if (resource === undefined) continue;
      if (type === "delete") this.#resources.delete(resource.id);
      else if (this.#resources.size < this.#options.limits.maxResources) this.#resources.set(resource.id, resource);
    }
    this.#options.onRevised();
  }

  #tell({ id, members }: Resource): void {
    this.source.value(sources.state(id), { errors: [], data: [members] });
  }
}

/** Members of an update that happen, and are no state. */
const reports = ["button", "relative_rotary"] as const;

/** Members of an update that make other Things, or other names. */
const shapes = ["metadata", "services", "children"] as const;

/** Whether there are other resources than before, or they are called otherwise. */
function isRevised(before: ReadonlyMap<string, Resource>, after: ReadonlyMap<string, Resource>): boolean {
  if (before.size !== after.size) return true;
  for (const [id, { members }] of after) {
    const known = before.get(id);
    if (known === undefined) return true;
    if (shapes.some((name) => JSON.stringify(members[name]) !== JSON.stringify(known.members[name]))) return true;
  }
  return false;
}

/** What a refusal says: a list of errors with a description each. */
export function refusalWords(data: unknown): RefusalWords | undefined {
  const { errors } = membersOf(data);
  const texts = (Array.isArray(errors) ? errors : []).flatMap((error) => textOf(membersOf(error).description) ?? []);
  return texts.length === 0 ? undefined : { message: texts.slice(0, 4).join("; ") };
}
