import type { ClientAuthenticator, Content } from "@thingwright/contracts";
import type { FormAddress } from "./form-address.js";

/** What one use of a Form adds to what is always the same. */
export interface Use {
  readonly content?: Content | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Path and query to ask instead of the Form's. */
  readonly path?: string | undefined;
  /** Method in place of the Form's. */
  readonly method?: string | undefined;
  /** Called when the request goes out on a connection. */
  readonly onBegun?: () => void;
  /** Further headers, names and values in turn. */
  readonly headers?: readonly string[];
  /** The origin that a redirect has led to, when it is not the Form's. */
  readonly foreignOrigin?: string | undefined;
}

/** What is always the same about the requests of a Form. */
export interface RequestPlan {
  readonly address: FormAddress;
  readonly method: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** Content coding of bodies, in both directions; `undefined` for none. */
  readonly coding: string | undefined;
  readonly authenticator: ClientAuthenticator | undefined;
}
