/** Limits of what is followed on one broker. */
export interface HomeAssistantLimits {
  /** Devices that are offered; default 1,000. Further ones are listed as unoffered. */
  readonly maxDevices: number;
  /** Discovery messages that are kept; default 10,000. Further ones are listed as unoffered. */
  readonly maxMessages: number;
  /** How long announcements are collected before Things are made of them, in milliseconds; default 500. */
  readonly settleMs: number;
}

export const homeAssistantLimits: HomeAssistantLimits = { maxDevices: 1_000, maxMessages: 10_000, settleMs: 500 };
