import type { EffectiveForm } from "@thingwright/td";
import type { Subject, ThingSubject } from "../subject.js";
import { CallbackServer, type Notification } from "../wire/http/callback-server.js";
import { type HttpExchange, type HttpRequest, headerOf, isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import { maxListenMs, type StreamOperation, streamForms } from "./event-stream.js";
import { dressed } from "./profiled-form.js";
import { type WriteForm, writePropertyForms } from "./write-form.js";
import { tryWrite, type WriteTrial } from "./write-trial.js";

/** A subscription of ours, and what came of it. It is cancelled, and the port closed. */
export interface WebhookTrial {
  readonly operation: StreamOperation;
  /** Name of the affordance; empty for a subscription to all. */
  readonly name: string;
  readonly form: EffectiveForm;
  readonly callbackUrl: string;
  readonly subscribe: HttpExchange;
  /** The URL of the subscription; absent where there is none at the origin of the Thing. */
  readonly location?: string;
  readonly notifications: readonly Notification[];
  readonly cancel?: HttpExchange;
  /** What was written meanwhile, to which property. */
  readonly written?: { readonly name: string; readonly trial: WriteTrial | string; readonly value?: unknown };
}

const tried = new WeakMap<Subject, Promise<readonly WebhookTrial[] | string>>();

/** All operations of the HTTP Webhook Profile. */
export const webhookOperations = [
  "observeproperty",
  "observeallproperties",
  "subscribeevent",
  "subscribeallevents",
] as const satisfies readonly StreamOperation[];

/**
 * Subscribes by each Form once in a run, waits for what comes by itself, writes the first observed property that can be written
 * if that is allowed, and cancels. A text says why there is no port to call back.
 */
export function webhookTrials(subject: ThingSubject): Promise<readonly WebhookTrial[] | string> {
  const known = tried.get(subject) ?? tryAll(subject);
  tried.set(subject, known);
  return known;
}

async function tryAll(subject: ThingSubject): Promise<readonly WebhookTrial[] | string> {
  const forms = webhookOperations.flatMap((operation) =>
    streamForms(subject, operation, "webhook").map(([name, form]) => ({ operation, name, form })),
  );
  const first = forms[0]!;
  let server: CallbackServer | undefined;
  const refusal = subject.ledger.enter({
    safety: "network",
    effect: `opens a port that ${subject.thing.title} calls back`,
    restore: async () => {
      await server?.[Symbol.asyncDispose]();
      return undefined;
    },
  });
  if (refusal !== undefined) return refusal;
  try {
    server = await CallbackServer.open(first.form.href);
  } catch (error) {
    return `no port can be opened: ${error instanceof Error ? error.message : "unknown reason"}`;
  }
  return await new Subscriber(subject, server).run(forms);
}

type Subscribed = Pick<WebhookTrial, "operation" | "name" | "form" | "callbackUrl" | "subscribe" | "location"> & {
  cancel?: HttpExchange;
};

/** Subscribes to all, and hears what is told. */
class Subscriber {
  readonly #subject: ThingSubject;
  readonly #server: CallbackServer;

  constructor(subject: ThingSubject, server: CallbackServer) {
    this.#subject = subject;
    this.#server = server;
  }

  async run(forms: readonly Pick<WebhookTrial, "operation" | "name" | "form">[]): Promise<readonly WebhookTrial[]> {
    const { signal, http, ledger } = this.#subject;
    const subscribed: Subscribed[] = [];
    for (const each of forms) subscribed.push(await this.#subscribe(each));
    const events = subscribed.filter(({ operation }) => operation.startsWith("subscribe"));
    const hasAll = () => events.every(({ callbackUrl }) => this.#server.receivedAt(callbackUrl).length > 0);
    if (events.length > 0) await this.#server.until(hasAll, Math.min(http.effectTimeoutMs, maxListenMs), signal);
    const written = await this.#write(subscribed);
    await ledger.settle();
    return subscribed.map(({ cancel, ...each }) => ({
      ...each,
      notifications: this.#server.receivedAt(each.callbackUrl),
      ...(cancel === undefined ? {} : { cancel }),
      ...(written === undefined ? {} : { written }),
    }));
  }

  async #subscribe(about: Pick<WebhookTrial, "operation" | "name" | "form">): Promise<Subscribed> {
    const { form, operation, name } = about;
    const callbackUrl = this.#server.newUrl();
    const request: HttpRequest = {
      method: "POST",
      url: form.href,
      headers: [["Content-Type", "application/json"]],
      body: Buffer.from(JSON.stringify({ callbackURL: callbackUrl })),
    };
    let found: Subscribed | undefined;
    const subscribe = await this.#subject.http.change(dressed(form, request, this.#subject), {
      safety: "network",
      effect: `subscribes by ${operation}${name === "" ? "" : ` to ${JSON.stringify(name)}`} of ${this.#subject.thing.title}`,
      restore: async (http) => {
        const location = found?.location;
        if (found === undefined || location === undefined) return undefined;
        const deletion: HttpRequest = { method: "DELETE", url: location, headers: [] };
        const effect = `cancels the subscription ${location}`;
        found.cancel = await http.change(dressed(form, deletion, this.#subject), { safety: "network", effect });
        const { response } = found.cancel;
        const isGone = response !== undefined && (isSuccess(response) || response.status === 404);
        return isGone ? undefined : `cancelling ${location} brought ${summaryOf(found.cancel)}`;
      },
    });
    const location = locationOf(subscribe);
    found = { ...about, callbackUrl, subscribe, ...(location === undefined ? {} : { location }) };
    return found;
  }

  /** Writes the first property that somebody was told to tell of; waits until all have told. */
  async #write(subscribed: readonly Subscribed[]): Promise<WebhookTrial["written"]> {
    const form = observedWrite(this.#subject, subscribed);
    if (form === undefined) return undefined;
    let value: unknown;
    const observers = subscribed.filter(
      ({ operation, name }) =>
        operation === "observeallproperties" || (operation === "observeproperty" && name === form.name),
    );
    const before = new Map(
      observers.map(({ callbackUrl }) => [callbackUrl, this.#server.receivedAt(callbackUrl).length]),
    );
    const trial = await tryWrite(form, this.#subject, async (read) => {
      value = read;
      const isTold = ([url, count]: [string, number]) => this.#server.receivedAt(url).length > count;
      const { http, signal } = this.#subject;
      await this.#server.until(() => [...before].every(isTold), http.effectTimeoutMs, signal);
    });
    return { name: form.name, trial, ...(value === undefined ? {} : { value }) };
  }
}

/** How the first observed property is written, if one can be. */
function observedWrite(subject: ThingSubject, subscribed: readonly Subscribed[]): WriteForm | undefined {
  const names = subscribed.filter(({ operation }) => operation === "observeproperty").map(({ name }) => name);
  const isAll = subscribed.some(({ operation }) => operation === "observeallproperties");
  return writePropertyForms(subject.thing).find(
    ({ name, property }) => names.includes(name) || (isAll && names.length === 0 && property.observable === true),
  );
}

/** Where the subscription is, when that is a place where our credentials may go. */
function locationOf({ response, request }: HttpExchange): string | undefined {
  const location = response === undefined ? undefined : headerOf(response, "location");
  if (location === undefined || !URL.canParse(location, request.url)) return undefined;
  const { href, origin } = new URL(location, request.url);
  return origin === new URL(request.url).origin ? href : undefined;
}
