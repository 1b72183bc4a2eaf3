import type { Authentication, AuthenticationCarrier, PresentedCredentials } from "@thingwright/contracts";
import { ThingDescriptionError, UnsupportedError } from "@thingwright/errors";
import type { CredentialLocation } from "@thingwright/td";
import { unusableCredentials } from "./read-credential.js";

/** The place in a message where a scheme's `in` and `name` put a credential. */
export interface CredentialSlot {
  readonly carrier: AuthenticationCarrier;
  /** @throws {CredentialsError} WOT_CREDENTIALS_MISSING when `value` cannot travel there */
  put(value: string): Authentication;
  /** What a request has there. */
  take(presented: PresentedCredentials): string | undefined;
  /** Variables of a URI Template in which it is. */
  readonly uriVariables?: readonly string[];
  /** Members of a JSON body in which it is, by JSON Pointer. */
  readonly bodyMembers?: readonly string[];
}

/** What a server authenticator says of where `slot` is. */
export const placesOf = ({ uriVariables, bodyMembers }: CredentialSlot) => ({
  ...(uriVariables && { uriVariables }),
  ...(bodyMembers && { bodyMembers }),
});

/** `in` and `name` of a security definition, with the scheme's defaults filled in. */
export interface SlotTerms {
  readonly in: CredentialLocation;
  readonly name?: string | undefined;
}

/**
 * The slot that a security definition names.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID when `name` is missing or impossible there
 * @throws {UnsupportedError} WOT_NO_FORM when `in` is unknown
 * @see TD 1.1 §5.3.3.2, `in` and `name`
 */
export function credentialSlot({ in: location, name }: SlotTerms): CredentialSlot {
  const makeSlot = Object.hasOwn(slots, location) ? slots[location] : undefined;
  if (makeSlot === undefined)
    throw new UnsupportedError("WOT_NO_FORM", `credentials in "${location}" are not supported`);
  if (typeof name !== "string" || name === "") throw invalidName(`credentials in "${location}" need a name`);
  return makeSlot(name);
}

const slots: Readonly<Partial<Record<CredentialLocation, (name: string) => CredentialSlot>>> = {
  header: headerSlot,
  query: (name) => ({
    carrier: "query",
    put: (value) => ({ query: { [name]: value } }),
    take: (presented) => presented.query(name),
  }),
  cookie: cookieSlot,
  uri: uriSlot,
  body: bodySlot,
  auto: autoSlot,
};

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Field values of RFC 9110 §5.5 in ASCII: a line break would start a field of its own. */
const fieldValue = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/;

function headerSlot(name: string): CredentialSlot {
  if (!token.test(name)) throw invalidName("the name is not that of a header");
  const field = name.toLowerCase();
  return {
    carrier: "headers",
    put(value) {
      if (!fieldValue.test(value)) throw unusableCredentials("the credentials cannot travel in a header");
      return { headers: { [field]: value } };
    },
    take: (presented) => presented.header(field),
  };
}

/** `cookie-octet` of RFC 6265 §4.1.1. */
const cookieValue = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

function cookieSlot(name: string): CredentialSlot {
  if (!token.test(name)) throw invalidName("the name is not that of a cookie");
  return {
    carrier: "cookies",
    put(value) {
      if (!cookieValue.test(value)) throw unusableCredentials("the credentials cannot travel in a cookie");
      return { cookies: { [name]: value } };
    },
    take: (presented) => presented.cookie(name),
  };
}

function bodySlot(pointer: string): CredentialSlot {
  if (!pointer.startsWith("/")) {
    throw invalidName("the name is not a JSON Pointer into the body", "sec-body-name-json-pointer");
  }
  return {
    carrier: "body",
    put: (value) => ({ body: { [pointer]: value } }),
    take: (presented) => presented.bodyMember?.(pointer),
    bodyMembers: [pointer],
  };
}

/** Variables of exposed Forms are all in the query. */
function uriSlot(name: string): CredentialSlot {
  if (!/^\w+(?:\.\w+)*$/.test(name)) throw invalidName("the name is not that of a variable (RFC 6570 §2.3)");
  return {
    carrier: "uriVariables",
    put: (value) => ({ uriVariables: { [name]: value } }),
    take: (presented) => presented.query(name),
    uriVariables: [name],
  };
}

/** A client chooses the header; a server takes what comes in the header, the query or a cookie. */
function autoSlot(name: string): CredentialSlot {
  const header = headerSlot(name);
  const cookie = cookieSlot(name);
  return {
    ...header,
    take: (presented) => header.take(presented) ?? presented.query(name) ?? cookie.take(presented),
  };
}

const invalidName = (message: string, assertion?: string) =>
  new ThingDescriptionError("WOT_TD_INVALID", message, assertion === undefined ? {} : { assertion });
