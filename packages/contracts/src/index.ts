export type {
  ClientBinding,
  ContentSink,
  Exchange,
  FormRefusal,
  FormRequest,
  PreparedForm,
  RemoteSubscription,
  Reply,
} from "./client-binding.js";
export { type Clock, systemClock, type Timer } from "./clock.js";
export type { BoundCodec, Codec, Codecs, MediaTypeParameters } from "./codec.js";
export { type Content, type MaybePromise, noContent } from "./content.js";
export type {
  ActionStatus,
  Emission,
  HostedAction,
  HostedAffordance,
  HostedDescription,
  HostedEvent,
  HostedProperty,
  HostedSubscription,
  HostedThing,
  InboundRequest,
  InvocationReply,
  Subscriber,
} from "./hosted-thing.js";
export { type Logger, silent } from "./logger.js";
export type { BindingManifest } from "./manifest.js";
export type {
  Authentication,
  AuthenticationCarrier,
  AuthenticationTarget,
  ClientAuthenticator,
  CredentialStore,
  Credentials,
  CredentialVerifier,
  PresentedCredentials,
  Principal,
  Security,
  SecurityRefusal,
  SecuritySchemePlugin,
  ServerAuthenticator,
} from "./security.js";
export type { ServerBinding, ServerHost, ThingForms, ThingListing } from "./server-binding.js";
