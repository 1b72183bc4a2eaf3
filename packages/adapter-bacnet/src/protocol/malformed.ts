import { ProtocolError } from "@thingwright/errors";

/** The error for bytes that are no BACnet. */
export const malformed = (message: string, section: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", message, { section: `ASHRAE 135 ${section}` });
