import type { Message } from "../../src/index.js";

/** Bytes and fields of a message that an RFC spells out. */
export interface MessageVector {
  readonly section: string;
  readonly hex: string;
  readonly message: Omit<Message, "token" | "options" | "payload"> & {
    readonly token: string;
    readonly options: readonly (readonly [number: number, text: string])[];
    readonly payload: string;
  };
}

const temperature = Buffer.from("temperature").toString("hex");
const reading = Buffer.from("22.3 C").toString("hex");

export const appendixA: readonly MessageVector[] = [
  {
    section: "RFC 7252 Appendix A, Figure 16, request",
    hex: `40017d34bb${temperature}`,
    message: { type: 0, code: 0x01, messageId: 0x7d34, token: "", options: [[11, "temperature"]], payload: "" },
  },
  {
    section: "RFC 7252 Appendix A, Figure 16, response",
    hex: `60457d34ff${reading}`,
    message: { type: 2, code: 0x45, messageId: 0x7d34, token: "", options: [], payload: "22.3 C" },
  },
  {
    section: "RFC 7252 Appendix A, Figure 17, request",
    hex: `41017d3520bb${temperature}`,
    message: { type: 0, code: 0x01, messageId: 0x7d35, token: "20", options: [[11, "temperature"]], payload: "" },
  },
  {
    section: "RFC 7252 Appendix A, Figure 17, response",
    hex: `61457d3520ff${reading}`,
    message: { type: 2, code: 0x45, messageId: 0x7d35, token: "20", options: [], payload: "22.3 C" },
  },
];
