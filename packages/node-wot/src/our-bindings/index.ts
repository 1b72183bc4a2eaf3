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
export { thingwright } from "./thingwright.js";
