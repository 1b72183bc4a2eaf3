import { coapFaults } from "./coap/coap-faults.js";
import { coapIntroductionFaults } from "./coap/coap-introduction-faults.js";
import { coapWriteFaults } from "./coap/coap-write-faults.js";
import type { Fault } from "./fault.js";
import { actionFaults } from "./http/action-faults.js";
import { architectureFaults } from "./http/architecture-faults.js";
import { constraintFaults } from "./http/constraint-faults.js";
import { directoryReadingFaults } from "./http/directory-reading-faults.js";
import { directoryWritingFaults } from "./http/directory-writing-faults.js";
import { formatsFaults, formatsFaultsOfHttp } from "./http/formats-faults.js";
import { httpFaultsOfAll } from "./http/http-faults.js";
import { observingFaults, observingFaultsOfHttp } from "./http/observing-faults.js";
import { profileFaults } from "./http/profile-faults.js";
import { propertyFaults } from "./http/property-faults.js";
import { retrievalFaults } from "./http/retrieval-faults.js";
import { securityFaults } from "./http/security-faults.js";
import { streamFaults } from "./http/stream-faults.js";
import { tdFaults } from "./http/td-faults.js";
import { webhookFaults } from "./http/webhook-faults.js";
import { writeFaults } from "./http/write-faults.js";
import { announcementFaults } from "./mdns/announcement-faults.js";
import { mqttFaults } from "./mqtt/mqtt-faults.js";

/** Every seeded fault. Each is caught by its check, and no other check fails. */
export const faults: readonly Fault[] = [
  ...tdFaults,
  ...retrievalFaults,
  ...propertyFaults,
  ...securityFaults,
  ...profileFaults,
  ...actionFaults,
  ...constraintFaults,
  ...streamFaults,
  ...observingFaults,
  ...webhookFaults,
  ...architectureFaults,
  ...directoryReadingFaults,
  ...directoryWritingFaults,
  ...httpFaultsOfAll,
  ...observingFaultsOfHttp,
  ...formatsFaults,
  ...formatsFaultsOfHttp,
  ...writeFaults,
  ...coapFaults,
  ...coapIntroductionFaults,
  ...announcementFaults,
  ...coapWriteFaults,
  ...mqttFaults,
];
