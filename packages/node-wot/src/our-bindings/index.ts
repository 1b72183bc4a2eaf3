export type { ContentListener, ProtocolServer, TheirExposedThing, TheirServient } from "../plug-in/exposed-thing.js";
export type {
  ProtocolClient,
  ProtocolClientFactory,
  TheirContent,
  TheirForm,
  TheirSecurityScheme,
  TheirSubscription,
} from "../plug-in/interfaces.js";
export {
  defaultOurClientLimits,
  OurClientFactory,
  type OurClientLimits,
  type OurClientOptions,
} from "./our-client-factory.js";
export { defaultOurServerLimits, OurServer, type OurServerLimits, type OurServerOptions } from "./our-server.js";
export { thingwright } from "./thingwright.js";
