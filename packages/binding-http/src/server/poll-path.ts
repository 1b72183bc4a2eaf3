/** Below an affordance: its long poll. */
export const pollSegment = "poll";

/** The long poll of an affordance stands below it. */
export const pollPath = (path: string): string => `${path}/${pollSegment}`;
