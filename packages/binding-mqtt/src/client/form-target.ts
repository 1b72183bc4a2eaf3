import type { Authentication, AuthenticationTarget, Exchange, FormRequest } from "@thingwright/contracts";
import { type CredentialsError, ProtocolError, ThingDescriptionError } from "@thingwright/errors";
import { type ConnectionIdentity, identityOf } from "../connection/connection-identity.js";
import { type BrokerUrl, parseBrokerUrl } from "../form/broker-address.js";
import type { FormTerms } from "../form/form-terms.js";
import { topicFilterOf, topicNameOf } from "./topic-text.js";

/** Where one exchange goes. */
export interface Target {
  readonly broker: BrokerUrl;
  readonly identity: ConnectionIdentity;
  /** Variables of the Form, those of its credentials among them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Finds broker, credentials and topics of a Form's exchanges; what does not vary is computed once. */
export class FormTarget {
  readonly request: FormRequest;
  readonly terms: FormTerms;
  readonly #constant: BrokerUrl | undefined;
  /** What the authenticator was last asked for: it knows by it which credentials a broker has refused. */
  #asked: AuthenticationTarget | undefined;

  /**
   * @param hasTopics - whether topics come from elsewhere than the terms, which then need not name any
   * @throws {ThingDescriptionError} WOT_TD_INVALID when the Form names no broker or no usable topic
   */
  constructor(request: FormRequest, terms: FormTerms, hasTopics = false) {
    this.request = request;
    this.terms = terms;
    if (request.href.variables.length > 0) return;
    this.#constant = brokerOf(request.href.expand({}));
    if (hasTopics) return;
    if (terms.controlPacket === "publish") this.topicName(this.#constant, {});
    else this.topicFilters(this.#constant, {});
  }

  /** @throws {CredentialsError | DataSchemaError | ThingDescriptionError | ProtocolError} */
  async resolve(exchange: Exchange): Promise<Target> {
    const authentication = await this.#authenticate();
    const variables = { ...exchange.variables, ...authentication.uriVariables };
    const broker = this.#constant ?? this.#brokerFor(exchange.variables, authentication.uriVariables);
    if (exchange.location !== undefined) checkOrigin(exchange.location, broker);
    return { broker, identity: identityOf(authentication), variables };
  }

  /**
   * Whom the Form's credentials name by now, for a connection that is made again. After a refusal: `undefined` when they
   * are still the same.
   *
   * @throws {CredentialsError}
   */
  async identity(refusal?: CredentialsError): Promise<ConnectionIdentity | undefined> {
    if (refusal !== undefined) {
      if (this.#asked === undefined) return undefined;
      const isWorthwhile = await this.request.authenticator?.challenged?.(refusal.challenges, this.#asked);
      if (isWorthwhile !== true) return undefined;
    }
    return identityOf(await this.#authenticate());
  }

  async #authenticate(): Promise<Authentication> {
    const { authenticator, form } = this.request;
    if (authenticator === undefined) return {};
    const asked = { uri: this.#constant?.url ?? form.href, method: "CONNECT" };
    this.#asked = asked;
    return authenticator.authenticate(asked);
  }

  /** A WebSocket's address does not vary with the variables of an affordance: they are its topics'. */
  #brokerFor(variables: Exchange["variables"], ofCredentials: Authentication["uriVariables"]): BrokerUrl {
    const { href } = this.request;
    const broker = brokerOf(href.expand({ ...variables, ...ofCredentials }));
    return broker.webSocketTarget === undefined ? broker : brokerOf(href.expand({ ...ofCredentials }));
  }

  /** The topic to publish to: `mqv:topic`, else a lone `mqv:filter`, else the path of `href`. */
  topicName({ topic }: BrokerUrl, variables: Target["variables"]): string {
    return topicNameOf(this.terms.topic ?? this.terms.filters[0] ?? topic, variables);
  }

  /** What is subscribed to, as the Form writes it; for messages. */
  described(): string {
    return this.terms.filters.join(", ") || this.terms.topic || this.request.form.href;
  }

  /** The filters to subscribe to: `mqv:filter`, else `mqv:topic`, else the path of `href`. */
  topicFilters({ topic }: BrokerUrl, variables: Target["variables"]): readonly string[] {
    const { filters } = this.terms;
    const texts = filters.length > 0 ? filters : [this.terms.topic ?? topic];
    return texts.map((text) => topicFilterOf(text, variables));
  }
}

function brokerOf(href: string): BrokerUrl {
  const broker = parseBrokerUrl(href);
  if (broker !== undefined) return broker;
  throw new ThingDescriptionError("WOT_TD_INVALID", `${JSON.stringify(href)} is no address of a broker`);
}

function checkOrigin(location: string, broker: BrokerUrl): void {
  if (!/^[a-z][a-z0-9+.-]*:|^\/\//i.test(location) || parseBrokerUrl(location)?.url === broker.url) return;
  throw new ProtocolError("WOT_PROTOCOL", `the location ${JSON.stringify(location)} is not at ${broker.url}`);
}
