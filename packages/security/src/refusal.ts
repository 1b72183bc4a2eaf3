import type { SecurityRefusal } from "@thingwright/contracts";

/** Whether a scheme could not be used, and says why. */
export const isRefusal = (outcome: object): outcome is SecurityRefusal => "refused" in outcome;
