import type { CoapClientResponse } from "@thingwright/coap";
import {
  type AuthenticationCarrier,
  type BindingManifest,
  type ClientBinding,
  type ContentSink,
  type Exchange,
  type FormRefusal,
  type FormRequest,
  isSubscribing,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { EffectiveForm } from "@thingwright/td";
import { coapManifest } from "../manifest.js";
import { type CoapClientOptions, type CoapClientSettings, clientSettingsOf } from "./client-options.js";
import { CoapSubscription } from "./coap-subscription.js";
import { carriersFor, formPlan } from "./form-plan.js";
import { ProtocolClients } from "./protocol-clients.js";
import { replyOf } from "./reply.js";
import { Requester } from "./requester.js";

/**
 * A client for Forms with `coap:` and `coaps:` addresses: over one UDP socket for all plain peers, and one for each secured peer,
 * opened with the first request.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export const coapClient = (options: CoapClientOptions = {}): ClientBinding =>
  new CoapClientBinding(clientSettingsOf(options));

class CoapClientBinding implements ClientBinding {
  readonly manifest: BindingManifest = coapManifest;
  readonly #settings: CoapClientSettings;
  readonly #clients: ProtocolClients;
  readonly #subscriptions = new Set<RemoteSubscription>();
  #stopping: Promise<void> | undefined;

  constructor(settings: CoapClientSettings) {
    this.#settings = settings;
    this.#clients = new ProtocolClients(settings);
  }

  carriersOf({ href }: EffectiveForm): readonly AuthenticationCarrier[] {
    return carriersFor(href);
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const plan = formPlan(request, this.#settings.formats);
    if (typeof plan === "string") return { refused: plan };
    const requester = new Requester(plan, this.#clients, this.#settings);
    return new PreparedCoapForm(requester, this.#settings, this.#subscriptions);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    await this.#clients.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

class PreparedCoapForm implements PreparedForm {
  readonly #requester: Requester;
  readonly #settings: CoapClientSettings;
  readonly #subscriptions: Set<RemoteSubscription>;
  readonly #read: (response: CoapClientResponse) => Reply;

  constructor(requester: Requester, settings: CoapClientSettings, subscriptions: Set<RemoteSubscription>) {
    this.#requester = requester;
    this.#settings = settings;
    this.#subscriptions = subscriptions;
    const { expected } = requester.plan;
    this.#read = (response) => replyOf(response, expected, settings.formats);
  }

  request(exchange: Exchange): Promise<Reply> {
    const { operation } = this.#requester.plan;
    if (!isSubscribing(operation)) return this.#requester.send(exchange, this.#read);
    return Promise.reject(new UsageError("WOT_STATE", `${operation} is a subscription, no request`));
  }

  async subscribe(exchange: Exchange, sink: ContentSink): Promise<RemoteSubscription> {
    const { operation } = this.#requester.plan;
    if (!isSubscribing(operation)) throw new UsageError("WOT_STATE", `${operation} is no subscription`);
    const onOver = (): void => void this.#subscriptions.delete(subscription);
    const subscription = new CoapSubscription(this.#requester, this.#settings, exchange, sink, onOver);
    this.#subscriptions.add(subscription);
    await subscription.open();
    return subscription;
  }
}
