/** The long poll of an affordance stands below it. */
export const pollPath = (path: string): string => `${path}/poll`;
