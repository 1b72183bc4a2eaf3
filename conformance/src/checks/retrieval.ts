import type { Check } from "../check.js";
import { refusalHasChallenge } from "./retrieval/exploration-secboot-401.js";
import { descriptionAnswersHead } from "./retrieval/exploration-server-http-head.js";
import { descriptionComesWith200 } from "./retrieval/exploration-server-http-resp.js";
import { descriptionHasContentType } from "./retrieval/exploration-server-http-resp-content-type.js";
import { addressGivesDescription } from "./retrieval/introduction-direct-thing-description.js";
import { wellKnownIsDescription } from "./retrieval/introduction-well-known-thing-description.js";

export const retrievalChecks: readonly Check[] = [
  refusalHasChallenge,
  descriptionAnswersHead,
  descriptionHasContentType,
  descriptionComesWith200,
  addressGivesDescription,
  wellKnownIsDescription,
];
