import type { Exchange, FormRequest } from "@thingwright/contracts";
import { CredentialsError, ProtocolError, ThingDescriptionError } from "@thingwright/errors";
import { type BrokerUrl, parseBrokerUrl } from "../form/broker-address.js";
import type { FormTerms } from "../form/form-terms.js";
import type { ConnectionUser } from "./peer-pool.js";
import { topicFilterOf, topicNameOf } from "./topic-text.js";

/** Where one exchange goes. */
export interface Target {
  readonly broker: BrokerUrl;
  readonly user: ConnectionUser | undefined;
  /** Variables of the Form, those of its credentials among them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Finds broker, user and topics of a Form's exchanges; what does not vary is computed once. */
export class FormTarget {
  readonly request: FormRequest;
  readonly terms: FormTerms;
  readonly #constant: BrokerUrl | undefined;

  /** @throws {ThingDescriptionError} WOT_TD_INVALID when the Form names no broker or no usable topic */
  constructor(request: FormRequest, terms: FormTerms) {
    this.request = request;
    this.terms = terms;
    if (request.href.variables.length > 0) return;
    this.#constant = brokerOf(request.href.expand({}));
    if (terms.controlPacket === "publish") this.topicName(this.#constant, {});
    else this.topicFilters(this.#constant, {});
  }

  /** @throws {CredentialsError | DataSchemaError | ThingDescriptionError | ProtocolError} */
  async resolve(exchange: Exchange): Promise<Target> {
    const { href } = this.request;
    const authentication = await this.#authenticate();
    const variables = { ...exchange.variables, ...authentication?.uriVariables };
    const broker = this.#constant ?? brokerOf(href.expand(variables));
    if (exchange.location !== undefined) checkOrigin(exchange.location, broker);
    return { broker, user: userOf(authentication?.user), variables };
  }

  /** Whom the Form's credentials name by now, for a connection that is made again. @throws {CredentialsError} */
  async user(): Promise<ConnectionUser | undefined> {
    return userOf((await this.#authenticate())?.user);
  }

  #authenticate() {
    const { authenticator, form } = this.request;
    return authenticator?.authenticate({ uri: this.#constant?.url ?? form.href, method: "CONNECT" });
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
  throw new ThingDescriptionError("WOT_TD_INVALID", `${JSON.stringify(href)} is no mqtt: or mqtts: address`);
}

function userOf(user: ConnectionUser | undefined): ConnectionUser | undefined {
  if (user?.name.includes("\0") || user?.password.includes("\0")) {
    throw new CredentialsError("WOT_CREDENTIALS_MISSING", "user name and password must not hold a NUL");
  }
  return user;
}

function checkOrigin(location: string, broker: BrokerUrl): void {
  if (!/^[a-z][a-z0-9+.-]*:|^\/\//i.test(location) || parseBrokerUrl(location)?.url === broker.url) return;
  throw new ProtocolError("WOT_PROTOCOL", `the location ${JSON.stringify(location)} is not at ${broker.url}`);
}
