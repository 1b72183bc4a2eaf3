/*
 * In place of `@node-wot/core`: every name that its versions 0.8.16 and 0.9 export.
 */
import { Servient } from "./servient/servient.js";

export type { ProtocolClient, ProtocolClientFactory, ProtocolServer } from "./bindings/plug-in.js";
export { ActionInteractionOutput } from "./consuming/action-interaction-output.js";
export { ConsumedThing } from "./consuming/consumed-thing.js";
export { InteractionOutput } from "./consuming/interaction-output.js";
export type { Subscription } from "./consuming/one-subscription.js";
export { Base64Codec, CborCodec, JsonCodec, TextCodec } from "./content/codecs.js";
export { Content, DefaultContent } from "./content/content.js";
export type { ContentCodec } from "./content/content-codec.js";
export { ContentSerdes, type ReadContent } from "./content/content-serdes.js";
export { NetconfOctetstreamCodecCodec } from "./content/octet-stream/octet-stream-codec.js";
export type { ContentListener } from "./exposing/content-listeners.js";
export { ExposedThing } from "./exposing/exposed-thing.js";
export type {
  ActionHandlerMap,
  EventHandlerMap,
  EventHandlers,
  ListenerItem,
  ListenerMap,
  PropertyContentMap,
  PropertyHandlerMap,
  PropertyHandlers,
} from "./exposing/handler-maps.js";
export {
  createDebugLogger,
  createErrorLogger,
  createInfoLogger,
  createLoggers,
  createWarnLogger,
} from "./logging/loggers.js";
export { Endianness } from "./protocol/endianness.js";
export { ProtocolHelpers } from "./protocol/protocol-helpers.js";
export { setContextLanguage } from "./thing/context.js";
export { Helpers } from "./thing/runtime-helpers.js";
export type {
  AllOfSecurityScheme,
  APIKeySecurityScheme,
  AutoSecurityScheme,
  BasicSecurityScheme,
  BearerSecurityScheme,
  ComboSecurityScheme,
  DigestSecurityScheme,
  NoSecurityScheme,
  OAuth2SecurityScheme,
  OneOfSecurityScheme,
  PSKSecurityScheme,
  SecurityScheme,
  SecurityType,
} from "./thing/security-scheme.js";
export {
  BaseSchema,
  type DataSchema,
  DEFAULT_CONTEXT_LANGUAGE,
  DEFAULT_CONTEXT_V1,
  DEFAULT_CONTEXT_V11,
  DEFAULT_THING_TYPE,
  type ExpectedResponse,
  Form,
  Thing,
  ThingAction,
  ThingEvent,
  type ThingInteraction,
  ThingProperty,
} from "./thing/thing-description.js";
export { parseTD, serializeTD } from "./thing/thing-text.js";
export type {
  ArraySchema,
  BooleanSchema,
  IntegerSchema,
  NullSchema,
  NumberSchema,
  ObjectSchema,
  StringSchema,
} from "./thing/typed-schemas.js";
export { Servient };
export default Servient;
