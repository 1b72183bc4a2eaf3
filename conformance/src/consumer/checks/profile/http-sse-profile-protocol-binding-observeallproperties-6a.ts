import { reopenedStreamCheck } from "../../profile/stream-checks.js";

export const sseAgainObserveallproperties = reopenedStreamCheck(
  "http-sse-profile-protocol-binding-observeallproperties-6a",
  "observeallproperties",
  "observeallproperties",
);
