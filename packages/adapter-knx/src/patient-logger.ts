import type { Logger } from "@thingwright/contracts";
import { turnToCome } from "./bus/pending-reads.js";

/**
 * `logger`, but that what is about a question whose turn is still to come is no warning: when an installation of a thousand
 * addresses begins, it is said of most of them, and nothing is wrong.
 */
export const patientLogger = (logger: Logger): Logger => ({
  debug: (message, context) => logger.debug(message, context),
  info: (message, context) => logger.info(message, context),
  warn(message, context) {
    const isPatient = typeof context?.message === "string" && context.message.endsWith(turnToCome);
    if (isPatient) logger.debug(message, context);
    else logger.warn(message, context);
  },
  error: (message, context) => logger.error(message, context),
});
