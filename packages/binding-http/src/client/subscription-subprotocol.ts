import { type FormRefusal, type FormRequest, isSubscribing, type PreparedForm } from "@thingwright/contracts";
import type { ClientSubprotocol, ClientSubprotocolFactory, SubprotocolHost } from "./client-subprotocol.js";
import { formPlan } from "./form-plan.js";
import { PreparedSubscription, type StartableSubscription } from "./prepared-subscription.js";
import type { SubscriptionTask } from "./subscription-task.js";

/** What is special about a subprotocol that carries subscriptions over HTTP. */
export interface SubscriptionTerms {
  readonly name: string;
  /** Whether the Form's content type is what a request asks for; the subprotocol asks for its own type otherwise. */
  readonly accepts: boolean;
  /** Method of a Form that names none; default that of the operation. */
  readonly defaultMethod?: string;
  /** Why this client cannot carry such a Form; `undefined` when it can. */
  refuse?(request: FormRequest): string | undefined;
  start(task: SubscriptionTask): StartableSubscription;
  stop?(): Promise<void>;
}

/** A subprotocol for the operations that subscribe; ordinary requests carry the others. */
export const subscriptionSubprotocol =
  (terms: (host: SubprotocolHost) => SubscriptionTerms): ClientSubprotocolFactory =>
  (host) =>
    new SubscriptionSubprotocol(terms(host), host);

class SubscriptionSubprotocol implements ClientSubprotocol {
  readonly schemes = ["http", "https"];
  readonly #terms: SubscriptionTerms;
  readonly #host: SubprotocolHost;

  constructor(terms: SubscriptionTerms, host: SubprotocolHost) {
    this.#terms = terms;
    this.#host = host;
  }

  get name(): string {
    return this.#terms.name;
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal | undefined {
    if (!isSubscribing(request.operation)) return undefined;
    const refused = this.#terms.refuse?.(request);
    if (refused !== undefined) return { refused };
    const plan = formPlan(request, this.#host.transport.codings, this.#terms);
    if (typeof plan === "string") return { refused: plan };
    return new PreparedSubscription(request, plan, this.#host, (task) => this.#terms.start(task));
  }

  async stop(): Promise<void> {
    await this.#terms.stop?.();
  }
}
