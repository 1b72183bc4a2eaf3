import { accessFaults } from "./access-faults.js";
import { coapFaults } from "./coap-faults.js";
import type { ConsumerFault } from "./consumer-fault.js";
import { dataFaults } from "./data-faults.js";
import { defaultFaults } from "./default-faults.js";
import { profileFaults } from "./profile-faults.js";

/** Every seeded fault of a client. Each is caught by its check, and no other check fails. */
export const consumerFaults: readonly ConsumerFault[] = [
  ...defaultFaults,
  ...dataFaults,
  ...accessFaults,
  ...profileFaults,
  ...coapFaults,
];
