import {
  type AuthenticationCarrier,
  type BindingManifest,
  type ClientBinding,
  type FormRefusal,
  type FormRequest,
  isSubscribing,
  isUnsubscribing,
  type PreparedForm,
} from "@thingwright/contracts";
import { httpManifest } from "../manifest.js";
import { methodOf } from "../method.js";
import type { HttpClientSettings } from "./client-options.js";
import { formAddress } from "./form-address.js";
import { formHeaders } from "./form-headers.js";
import { OpenSubscriptions } from "./open-subscriptions.js";
import { type FormPlan, PreparedHttpForm } from "./prepared-http-form.js";
import type { Transport } from "./transport.js";

const carriers: ReadonlySet<AuthenticationCarrier> = new Set(["headers", "query", "cookies", "uriVariables", "body"]);

/** A client for Things over HTTP, whatever the platform that it runs on. Opens nothing before the first request. */
export class HttpClient implements ClientBinding {
  readonly manifest: BindingManifest = httpManifest;
  readonly #settings: HttpClientSettings;
  readonly #transport: Transport;
  readonly #subscriptions = new OpenSubscriptions();

  constructor(settings: HttpClientSettings, transport: Transport) {
    this.#settings = settings;
    this.#transport = transport;
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const plan = formPlan(request);
    if (typeof plan === "string") return { refused: plan };
    return new PreparedHttpForm(plan, this.#transport, this.#settings, this.#subscriptions);
  }

  async stop(): Promise<void> {
    await this.#subscriptions.stop();
    await this.#transport.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** What the Form comes down to, or a sentence on why it is of no use here. */
function formPlan({ form, operation, href, authenticator }: FormRequest): FormPlan | string {
  if (!httpManifest.clientOperations.includes(operation)) return `${operation} is no operation`;
  if (isUnsubscribing(operation))
    return `${operation} takes no request: stop() of the subscription closes its connection`;
  const subprotocol = subprotocolOf(form.subprotocol, isSubscribing(operation));
  if (subprotocol === null) return `the subprotocol ${form.subprotocol} is not known`;
  const address = formAddress(href);
  if (typeof address === "string") return address;
  const method = methodOf(form, operation);
  if (method === undefined) return `the method ${String(form.form["htv:methodName"])} cannot be used`;
  const headers = formHeaders(form);
  if (typeof headers === "string") return headers;
  const carrier = authenticator?.carriers.find((one) => !carriers.has(one));
  if (carrier !== undefined) return `credentials cannot travel as ${carrier} here`;
  const { contentType } = form.response;
  const accept = subprotocol === "sse" || headers.includes("accept") ? [] : ["accept", contentType];
  return { operation, subprotocol, address, method, headers: [...accept, ...headers], authenticator, contentType };
}

/**
 * How a Form is carried out; `null` for one that this client does not know. A subscription whose Form names none is by
 * long polls, as the HTTP Binding Template has it; for anything else `sse` and `longpoll` make no difference.
 */
function subprotocolOf(name: string | undefined, subscribes: boolean): FormPlan["subprotocol"] | null {
  if (name !== undefined && name !== "sse" && name !== "longpoll") return null;
  return subscribes ? (name ?? "longpoll") : undefined;
}
