import {
  type BindingManifest,
  type ClientBinding,
  type FormRefusal,
  type FormRequest,
  isSubscribing,
  isUnsubscribing,
  type PreparedForm,
} from "@thingwright/contracts";
import { httpManifest } from "../manifest.js";
import type { CallbackReceiver } from "./callback-receiver.js";
import type { HttpClientSettings } from "./client-options.js";
import type { ClientSubprotocol, ClientSubprotocolFactory, SubprotocolHost } from "./client-subprotocol.js";
import { formPlan } from "./form-plan.js";
import { OpenSubscriptions } from "./open-subscriptions.js";
import { PreparedRequest } from "./prepared-request.js";
import { SharedTimers } from "./shared-timers.js";
import type { Transport } from "./transport.js";

/** The subprotocol of a subscription whose Form names none, as the HTTP Binding Template has it. */
const defaultSubprotocol = "longpoll";

/** A client for Things over HTTP, whatever the platform that it runs on. Opens nothing before the first request. */
export class HttpClient implements ClientBinding {
  readonly manifest: BindingManifest;
  readonly #host: SubprotocolHost;
  readonly #subprotocols: readonly ClientSubprotocol[];

  /** @param callbacks - where peers can call back; stops with the client */
  constructor(
    settings: HttpClientSettings,
    transport: Transport,
    subprotocols: readonly ClientSubprotocolFactory[],
    callbacks?: CallbackReceiver,
  ) {
    const shared = { ...settings, clock: new SharedTimers(settings.clock) };
    this.#host = { settings: shared, transport, subscriptions: new OpenSubscriptions(), callbacks };
    this.#subprotocols = subprotocols.map((make) => make(this.#host));
    this.manifest = {
      ...httpManifest,
      schemes: [...new Set([...httpManifest.schemes, ...this.#subprotocols.flatMap(({ schemes }) => schemes)])],
      subprotocols: this.#subprotocols.map(({ name }) => name),
    };
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const { form, operation } = request;
    if (!this.manifest.clientOperations.includes(operation)) return { refused: `${operation} is no operation` };
    if (isUnsubscribing(operation)) {
      return { refused: `${operation} takes no request of its own: stop() of the subscription carries it out` };
    }
    const subprotocol = this.#subprotocolOf(request);
    if (typeof subprotocol === "string") return { refused: subprotocol };
    return subprotocol?.prepare(request) ?? this.#prepareRequest(request, form.href);
  }

  async stop(): Promise<void> {
    await this.#host.subscriptions.stop();
    await Promise.all(this.#subprotocols.map((subprotocol) => subprotocol.stop()));
    await this.#host.callbacks?.stop();
    await this.#host.transport.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #prepareRequest(request: FormRequest, href: string): PreparedForm | FormRefusal {
    if (isSubscribing(request.operation)) return { refused: `nothing here subscribes to ${href}` };
    const plan = formPlan(request, this.#host.transport.codings);
    return typeof plan === "string" ? { refused: plan } : new PreparedRequest(plan, this.#host);
  }

  /** What carries the Form, if not an ordinary request; a sentence for a subprotocol that is not there. */
  #subprotocolOf({ form, operation }: FormRequest): ClientSubprotocol | string | undefined {
    const name = form.subprotocol ?? (isSubscribing(operation) ? defaultSubprotocol : undefined);
    if (name === undefined) return undefined;
    const scheme = form.href.slice(0, Math.max(0, form.href.indexOf(":"))).toLowerCase();
    const named = this.#subprotocols.filter((subprotocol) => subprotocol.name === name);
    if (named.length === 0) return `the subprotocol ${name} is not known`;
    return named.find(({ schemes }) => schemes.includes(scheme)) ?? `${name} does not go over ${scheme}:`;
  }
}
