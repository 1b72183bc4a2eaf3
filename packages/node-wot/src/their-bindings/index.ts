export type {
  ProtocolClient,
  ProtocolClientFactory,
  TheirContent,
  TheirForm,
  TheirSecurityScheme,
  TheirSubscription,
} from "../plug-in/interfaces.js";
