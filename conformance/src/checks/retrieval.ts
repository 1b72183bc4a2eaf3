import type { Check } from "../check.js";
import { linkLeadsToDescription } from "./retrieval/exploration-link-description-link.js";
import { linkHasType } from "./retrieval/exploration-link-description-type.js";
import { refusalHasChallenge } from "./retrieval/exploration-secboot-401.js";
import { coapDescriptionIsNegotiated } from "./retrieval/exploration-server-coap-alternate-content.js";
import { coapDescriptionIsGot } from "./retrieval/exploration-server-coap-method.js";
import { coapDescriptionComesWithContent } from "./retrieval/exploration-server-coap-resp.js";
import { coapDescriptionHasSize } from "./retrieval/exploration-server-coap-size2.js";
import { descriptionIsCompressed } from "./retrieval/exploration-server-http-alternate-content.js";
import { descriptionAnswersHead } from "./retrieval/exploration-server-http-head.js";
import { descriptionIsGot } from "./retrieval/exploration-server-http-method.js";
import { descriptionComesWith200 } from "./retrieval/exploration-server-http-resp.js";
import { descriptionHasContentType } from "./retrieval/exploration-server-http-resp-content-type.js";
import { descriptionIsJsonByDefault } from "./retrieval/exploration-server-http-resp-json.js";
import { linksLeadToDescriptions } from "./retrieval/introduction-core-rd.js";
import { linkToDirectoryHasType } from "./retrieval/introduction-core-rd-resource-type-directory.js";
import { linkToThingHasType } from "./retrieval/introduction-core-rd-resource-type-thing.js";
import { addressGivesDescription } from "./retrieval/introduction-direct-thing-description.js";
import { announcementsLeadToDescriptions } from "./retrieval/introduction-dns-sd.js";
import { thingOverTcpIsNamed } from "./retrieval/introduction-dns-sd-service-name.js";
import { directoryOverTcpIsNamed } from "./retrieval/introduction-dns-sd-service-name-directory.js";
import { thingOverUdpIsNamed } from "./retrieval/introduction-dns-sd-service-name-udp.js";
import { textOverTcpIsWhole } from "./retrieval/introduction-dns-sd-txt-record.js";
import { textOverUdpIsWhole } from "./retrieval/introduction-dns-sd-txt-record-udp.js";
import { wellKnownIsAtItsPath } from "./retrieval/introduction-well-known-path.js";
import { wellKnownIsDescription } from "./retrieval/introduction-well-known-thing-description.js";
import { introductionIsNotObserved } from "./retrieval/sec-tdd-intro-no-observe.js";

export const retrievalChecks: readonly Check[] = [
  linkLeadsToDescription,
  linkHasType,
  refusalHasChallenge,
  coapDescriptionIsNegotiated,
  coapDescriptionIsGot,
  coapDescriptionComesWithContent,
  coapDescriptionHasSize,
  descriptionIsCompressed,
  descriptionAnswersHead,
  descriptionIsGot,
  descriptionHasContentType,
  descriptionIsJsonByDefault,
  descriptionComesWith200,
  linkToDirectoryHasType,
  linkToThingHasType,
  linksLeadToDescriptions,
  addressGivesDescription,
  directoryOverTcpIsNamed,
  thingOverUdpIsNamed,
  thingOverTcpIsNamed,
  textOverUdpIsWhole,
  textOverTcpIsWhole,
  announcementsLeadToDescriptions,
  wellKnownIsAtItsPath,
  wellKnownIsDescription,
  introductionIsNotObserved,
];
