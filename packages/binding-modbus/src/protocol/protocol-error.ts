import { ProtocolError } from "@thingwright/errors";

/** The error of an answer that breaks the protocol. */
export const brokenAnswer = (why: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `the device's answer is no Modbus: ${why}`, {
    section: "MODBUS Application Protocol 1.1b3 §6",
  });
