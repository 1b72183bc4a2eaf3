import type {
  Announcer,
  ClientBinding,
  Clock,
  Codec,
  Codecs,
  CredentialStore,
  CredentialVerifier,
  Introducer,
  Logger,
  OriginCredentials,
  SecuritySchemePlugin,
  ServerBinding,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { SecurityOptions } from "@thingwright/security";
import { type CallLimits, callLimits } from "./consumed/call/call-options.js";
import { type DescriptionLimits, descriptionLimits } from "./consumed/request/request-thing-description.js";
import { type DiscoveryLimits, discoveryLimits } from "./discovery/discovery-limits.js";
import { type DescriptionAccess, type ExposeLimits, exposeLimits } from "./exposed/expose-environment.js";

/** Limits of a Servient, with their defaults in {@link servientLimits}. */
export interface ServientLimits extends CallLimits, ExposeLimits, DiscoveryLimits, DescriptionLimits {}

export const servientLimits: ServientLimits = {
  ...callLimits,
  ...exposeLimits,
  ...discoveryLimits,
  ...descriptionLimits,
};

/** What a Servient is made of. Everything has a default but the bindings: without them it reaches nobody. */
export interface ServientOptions {
  readonly clients?: readonly ClientBinding[];
  /** In the order in which their Forms appear in Thing Descriptions. */
  readonly servers?: readonly ServerBinding[];
  /** Default: JSON, CBOR, text and octet-stream. */
  readonly codecs?: readonly Codec[];
  /** Default: every scheme that `@thingwright/security` has. */
  readonly securitySchemes?: readonly SecuritySchemePlugin[];
  /** Secrets for consumed Things. */
  readonly credentials?: CredentialStore;
  /** Secrets for getting at Thing Descriptions, by origin. A `Map` is one. */
  readonly originCredentials?: OriginCredentials;
  /** Judge of the credentials that peers present to exposed Things. */
  readonly verifier?: CredentialVerifier;
  /** Content types that exposed affordances offer, the preferred one first; default `application/json`. */
  readonly contentTypes?: readonly string[];
  /** Allows Things without security on servers that other machines can reach; default false. */
  readonly allowInsecure?: boolean;
  /**
   * Works as loosely as programs do that were written for a runtime without these checks: what handlers give, what is emitted and what is
   * written to others is not held against the schemas; bodies may come in any type that there is a codec for, and to an action without
   * input; and where an action does not say whether it is synchronous, nobody else does. What peers send is checked all the same.
   * Default false.
   */
  readonly lenient?: boolean;
  /** Who may see Thing Descriptions; default `"open"`, for anybody. */
  readonly descriptionAccess?: DescriptionAccess;
  /** How wrong credentials slow down the peer that presents them to exposed Things; `false` for not at all. */
  readonly throttle?: SecurityOptions["throttle"];
  /** Ways to find Things, which `discover` uses. Default none: nothing is asked of the network. */
  readonly introducers?: readonly Introducer[];
  /** Ways to make exposed Things known. Default none: nothing is told to the network. */
  readonly announcers?: readonly Announcer[];
  readonly limits?: Partial<ServientLimits>;
  readonly logger?: Logger;
  readonly clock?: Clock;
}

/** A limit that is given as `undefined` is not given. */
export function withDefaults(limits: Partial<ServientLimits>): ServientLimits {
  const given = Object.entries(limits).filter(([, limit]) => limit !== undefined);
  return { ...servientLimits, ...Object.fromEntries(given) };
}

/** @throws {UsageError} WOT_ARGUMENT when exposed affordances cannot offer `contentTypes` */
export function requireCodecs(installed: Codecs, contentTypes: readonly string[]): void {
  if (contentTypes.length === 0)
    throw new UsageError("WOT_ARGUMENT", "contentTypes must name at least one content type");
  for (const contentType of contentTypes) {
    if (installed.for(contentType) === undefined) {
      throw new UsageError("WOT_ARGUMENT", `no codec is installed for the offered content type "${contentType}"`);
    }
  }
}
