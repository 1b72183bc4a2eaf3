import { endedStreamCheck } from "../../profile/stream-checks.js";

export const sseEndOfObserveallproperties = endedStreamCheck(
  "http-sse-profile-protocol-binding-unobserveallproperties-1",
  "unobserveallproperties",
  "observeallproperties",
);
