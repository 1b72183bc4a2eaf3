/** Limits of what a device may say of itself. */
export const discoveryLimits = {
  /** Bytes of one discovery message. */
  maxConfigBytes: 65_536,
  /** Entities that one message may have. */
  maxComponents: 256,
  /** Levels of objects within objects. */
  maxConfigDepth: 8,
  /** Characters of a topic. */
  maxTopicLength: 512,
  /** Items of a list, such as the modes of a thermostat. */
  maxListLength: 256,
} as const;
