/** Messages that the feeder sends at once. */
export const batchSize = 200;
