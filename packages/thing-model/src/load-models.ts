import { AbortError, ThingDescriptionError, TimeoutError } from "@thingwright/errors";
import { isRecord, isThingModel } from "@thingwright/td";
import { broken, overLimit } from "./broken.js";
import type { Clock } from "./clock.js";
import type { JsonObject } from "./json-object.js";
import { extensionsOf, type Reference, referencesIn } from "./references.js";
import type { ResolveLimits } from "./resolve-limits.js";
import type { ThingModelResolver } from "./thing-model-resolver.js";

/** What reading the models around one model takes. */
export interface LoadOptions {
  readonly resolver: ThingModelResolver | undefined;
  readonly limits: ResolveLimits;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
}

/**
 * `text`, the model at `url`, and every model that it needs, directly or not, by URL.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_INVALID or WOT_TD_LIMIT for a document that cannot be used or found
 */
export function loadModels(text: string, url: string, options: LoadOptions): Promise<ReadonlyMap<string, JsonObject>> {
  return withinDeadline(options, (signal) => loadUntil(signal, text, url, options));
}

/** What `act` does until `limits.deadlineMs` is over or the signal aborts, which its own signal then does. */
export async function withinDeadline<T>(
  { clock, limits, signal }: Omit<LoadOptions, "resolver">,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const late = () => deadline.abort(new DOMException("deadlineMs is over", "TimeoutError"));
  const timer = clock.after(limits.deadlineMs, late);
  try {
    return await act(AbortSignal.any(signal === undefined ? [deadline.signal] : [signal, deadline.signal]));
  } finally {
    timer.cancel();
  }
}

/** The model that `reference` in the model at `from` leads to. */
export async function readModel(
  reference: { readonly url: string; readonly pointer: string; readonly assertion: string },
  from: string,
  { resolver, limits }: Pick<LoadOptions, "resolver" | "limits">,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { url, pointer, assertion } = reference;
  const document = await untilAborted(resolver?.read(url, { signal, maxBytes: limits.maxBytes }), signal);
  if (document === undefined) throw broken(from, pointer, `needs ${url}, which was not found`, assertion);
  return modelFrom(document, url, limits);
}

async function loadUntil(
  both: AbortSignal,
  text: string,
  url: string,
  { resolver, limits }: LoadOptions,
): Promise<ReadonlyMap<string, JsonObject>> {
  const models = new Map([[url, modelFrom(text, url, limits)]]);
  let found: readonly string[] = [url];
  for (let steps = 0; found.length > 0; steps++) {
    const wanted = found.flatMap((from) => referencesOf(models.get(from)!, from).map((to) => ({ from, to })));
    const next: string[] = [];
    for (const { from, to } of wanted) {
      if (models.has(to.url)) continue;
      if (steps === limits.maxChain) throw overLimit(url, "maxChain", limits.maxChain);
      if (models.size > limits.maxDocuments) throw overLimit(url, "maxDocuments", limits.maxDocuments);
      models.set(to.url, await readModel(to, from, { resolver, limits }, both));
      next.push(to.url);
    }
    found = next;
  }
  return models;
}

const referencesOf = (model: JsonObject, url: string): readonly Reference[] => [
  ...extensionsOf(model, url),
  ...referencesIn(model, url),
];

async function untilAborted<T>(reading: Promise<T> | undefined, signal: AbortSignal): Promise<T | undefined> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([reading, aborted]);
  } catch (error) {
    if (!signal.aborted) throw error;
    if (signal.reason?.name !== "TimeoutError")
      throw new AbortError("WOT_ABORTED", "aborted", { cause: signal.reason });
    throw new TimeoutError("WOT_TIMEOUT", "the Thing Models were not read before deadlineMs", { cause: signal.reason });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function modelFrom(text: string, url: string, limits: ResolveLimits): JsonObject {
  if (text.length > limits.maxBytes || new TextEncoder().encode(text).length > limits.maxBytes) {
    throw overLimit(url, "maxBytes", limits.maxBytes);
  }
  const model = parsed(text, url);
  refuseUnsafe(model, url, limits.maxDepth);
  if (isRecord(model) && isThingModel(model)) return model;
  throw broken(url, "/@type", 'must be or contain "tm:ThingModel"', "tm-identification");
}

function parsed(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ThingDescriptionError("WOT_TD_SYNTAX", `${url || "the Thing Model"} is not JSON`, { cause });
  }
}

/** A member named `__proto__` would reach the prototype when copied. */
function refuseUnsafe(value: unknown, url: string, levels: number): void {
  if (typeof value !== "object" || value === null) return;
  if (levels === 0) throw new ThingDescriptionError("WOT_TD_LIMIT", `${url || "the Thing Model"} is over maxDepth`);
  if (Object.hasOwn(value, "__proto__")) throw broken(url, "", "has a member named __proto__");
  for (const member of Object.values(value)) refuseUnsafe(member, url, levels - 1);
}
