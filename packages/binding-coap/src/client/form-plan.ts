import { type CoapOption, Code } from "@thingwright/coap";
import {
  type AuthenticationCarrier,
  type ClientAuthenticator,
  type FormRequest,
  isSubscribing,
  isUnsubscribing,
} from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import type { ContentFormats } from "../content-formats.js";
import {
  type BlockSizes,
  blockSizesOf,
  confirmableOf,
  methodOf,
  observeSubprotocol,
  optionsOf,
  uintTerm,
} from "../form-terms.js";
import { carriers, coapManifest } from "../manifest.js";
import { type FormAddress, formAddress } from "./form-address.js";

/** A media type and its number, of which one may be unknown. */
export interface TypeOnWire {
  readonly contentType: string;
  readonly number: number | undefined;
}

/** What a Form × operation comes down to. */
export interface FormPlan {
  readonly operation: Operation;
  readonly address: FormAddress;
  readonly method: number;
  /** The type of what is sent. */
  readonly sent: TypeOnWire;
  /** The type of the answer unless it says another one. */
  readonly expected: TypeOnWire;
  readonly accept: number | undefined;
  readonly options: readonly CoapOption[];
  readonly confirmable: boolean;
  readonly blocks: BlockSizes;
  /**
   * Least milliseconds between two polls where the peer does not observe; `undefined`: polling would not show what
   * happens, as for events.
   */
  readonly minPollIntervalMs: number | undefined;
  /** Whether an answer without a payload to a registration is a value, as an empty text is. */
  readonly emptyIsValue: boolean;
  readonly authenticator: ClientAuthenticator | undefined;
}

/** The plan of a Form × operation; a sentence says why there is none. */
export function formPlan(request: FormRequest, formats: ContentFormats): FormPlan | string {
  const { form, operation, href, authenticator } = request;
  if (isUnsubscribing(operation)) return `${operation} is carried out by stop() of the subscription`;
  if (!coapManifest.clientOperations.includes(operation)) return `${operation} is no operation of TD 1.1`;
  if (form.subprotocol !== undefined && form.subprotocol !== observeSubprotocol) {
    return `the subprotocol ${form.subprotocol} is unknown here`;
  }
  const carried = carriersFor(href.template);
  const carrier = authenticator?.carriers.find((candidate) => !carried.includes(candidate));
  if (carrier !== undefined) return `CoAP has no place for credentials as ${carrier}${hintOf(carrier)}`;
  const address = formAddress(href);
  if (typeof address === "string") return address;
  const method = methodOf(form, operation);
  if (method === undefined) return `cov:method names no method of CoAP: ${String(form.form["cov:method"])}`;
  if (isSubscribing(operation) && method !== Code.GET && method !== Code.FETCH) return "only GET and FETCH observe";
  const sent = { contentType: form.contentType, number: numberOf(form.form, form.contentType, formats) };
  return {
    operation,
    address,
    method,
    sent,
    expected: form.response.contentType === form.contentType ? sent : expectedType(form.response, formats),
    accept: uintTerm(form.form, "cov:accept"),
    options: optionsOf(form),
    confirmable: confirmableOf(form),
    blocks: blockSizesOf(form),
    minPollIntervalMs: isOfState(operation) ? minPollIntervalOf(form) : undefined,
    emptyIsValue: operation === "observeproperty" && !isWriteOnly(request),
    authenticator,
  };
}

/** Ways in which credentials can come to the peer of an address: a key or a certificate belongs to DTLS or TLS. */
export const carriersFor = (href: string): readonly AuthenticationCarrier[] =>
  /^coaps(\+tcp)?:/i.test(href) ? coapManifest.carriers : carriers;

const hintOf = (carrier: AuthenticationCarrier): string =>
  coapManifest.carriers.includes(carrier) ? " over coap:, only over coaps:" : "";

const expectedType = (response: { readonly contentType: string }, formats: ContentFormats): TypeOnWire => ({
  contentType: response.contentType,
  number: numberOf(response, response.contentType, formats),
});

const isOfState = (operation: Operation): boolean =>
  operation === "observeproperty" || operation === "observeallproperties";

/** `cov:minPollingInterval`, which is in seconds. */
const minPollIntervalOf = ({ form }: FormRequest["form"]): number =>
  (uintTerm(form, "cov:minPollingInterval", 0xffffffff) ?? 0) * 1000;

/** `cov:contentFormat` counts more than the registry: it may be of an experiment. */
const numberOf = (terms: object, contentType: string, formats: ContentFormats): number | undefined =>
  uintTerm(terms, "cov:contentFormat") ?? formats.numberOf(contentType);

function isWriteOnly({ thing, affordance }: FormRequest): boolean {
  const { properties = {} } = thing;
  return (
    affordance !== undefined && Object.hasOwn(properties, affordance) && properties[affordance]?.writeOnly === true
  );
}
