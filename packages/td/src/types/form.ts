import type { Operation } from "./operation.js";

/** The content of a response where it differs from the request's (`ExpectedResponse`, TD 1.1 §5.3.4.3). */
export interface ExpectedResponse {
  readonly contentType: string;
}

/** A further response, usually of an error (`AdditionalExpectedResponse`, TD 1.1 §5.3.4.4). */
export interface AdditionalExpectedResponse {
  readonly success?: boolean;
  readonly contentType?: string;
  /** Name of an entry in the Thing's `schemaDefinitions`. */
  readonly schema?: string;
}

/** How an operation is carried out (TD 1.1 §5.3.4.2). */
export interface Form {
  readonly href: string;
  readonly contentType?: string;
  readonly contentCoding?: string;
  readonly subprotocol?: string;
  readonly security?: string | readonly string[];
  readonly scopes?: string | readonly string[];
  readonly response?: ExpectedResponse;
  readonly additionalResponses?: AdditionalExpectedResponse | readonly AdditionalExpectedResponse[];
  readonly op?: Operation | readonly Operation[];
  /** Terms of protocol bindings: `htv:methodName`, `cov:method`, `mqv:topic`, `modv:address` … */
  readonly [extension: `${string}:${string}`]: unknown;
}

/**
 * What a Form will say, before a server gives it an address: to `produce` a Thing, the content types of an affordance and
 * what its operations ask of whoever uses them (`security`, `scopes`).
 */
export type FormHint = Omit<Form, "href"> & { readonly href?: string };

/** A link to another resource (TD 1.1 §5.3.4.1). */
export interface Link {
  readonly href: string;
  readonly type?: string;
  readonly rel?: string;
  readonly anchor?: string;
  readonly sizes?: string;
  readonly hreflang?: string | readonly string[];
  readonly [extension: `${string}:${string}`]: unknown;
}
