export {
  type Advertise,
  type AdvertisedAddress,
  advertisedHosts,
  checkAdvertised,
  type InterfaceAddress,
  uriHost,
} from "./advertised-hosts.js";
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
export { type Content, noContent } from "./content.js";
export { withCredentials } from "./credential-body.js";
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
export type {
  Announcer,
  IntroducedKind,
  Introducer,
  Introduction,
  IntroductionSearch,
  Offer,
} from "./introduction.js";
export { type Limits, limitsFrom } from "./limits.js";
export { type LinkedStatus, linkedStatuses } from "./linked-status.js";
export { type ListingTerms, listingDescription } from "./listing-description.js";
export { type Logger, silent } from "./logger.js";
export { isLoopback } from "./loopback.js";
export type { BindingManifest } from "./manifest.js";
export { manifestRefusal } from "./manifest-refusal.js";
export { andThen, andThenAll, isPromise, type MaybePromise } from "./maybe-promise.js";
export { newUuid } from "./new-uuid.js";
export { isSubscribing, isUnsubscribing } from "./operation-kind.js";
export type { OriginCredentials } from "./origin-credentials.js";
export { decodeSegment, encodeSegment, pathNames, uriPath, wellFormed } from "./path-segment.js";
export { abortedBy, type Patience, within } from "./patience.js";
export { peerNetwork } from "./peer-network.js";
export { listeningPort } from "./port.js";
export { queryTemplate, templateNames } from "./query-template.js";
export { RecentlyUsed } from "./recently-used.js";
export { type ReconnectLimits, reconnectDelayMs } from "./reconnect-delay.js";
export type {
  Authentication,
  AuthenticationCarrier,
  AuthenticationTarget,
  ClientAuthenticator,
  ClientCertificate,
  ConnectionUser,
  CredentialStore,
  Credentials,
  CredentialsRefusal,
  CredentialVerifier,
  KeptPassword,
  PreSharedKey,
  PresentedCredentials,
  Principal,
  Security,
  SecurityRefusal,
  SecuritySchemePlugin,
  ServerAuthenticator,
} from "./security.js";
export type { OfferedForms, ServerBinding, ServerHost, ThingForms, ThingListing } from "./server-binding.js";
export {
  descriptionArray,
  descriptionsById,
  descriptionsOf,
  type Look,
  seenOf,
  thingsById,
  thingsSeenBy,
} from "./thing-list.js";
export { listingPath, type PathSegments, type ThingPaths, thingPaths, writeAllQuery } from "./thing-paths.js";
