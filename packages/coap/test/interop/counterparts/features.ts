/** What is asked of each counterpart, in both roles; the rows of the README's table. */
export const features = [
  "GET, POST, PUT and DELETE",
  "FETCH, PATCH and iPATCH",
  "Non-confirmable messages",
  "separate responses",
  "downloads in blocks",
  "uploads in blocks",
  "Observe, and its end",
  "Observe in blocks",
  "lost notifications",
  "lost responses",
  "ETag and 2.03",
  "If-Match and If-None-Match",
  "Accept and 4.06",
  "unknown critical options",
  "empty payloads",
  "4.04 and 4.05",
  "/.well-known/core",
] as const;

export type Feature = (typeof features)[number];

/** What is asked over connections, where nothing is lost and nothing acknowledged. */
export const stream: readonly Feature[] = features.filter(
  (feature) =>
    !["Non-confirmable messages", "Observe, and its end", "lost notifications", "lost responses"].includes(feature),
);

/** Features that a counterpart does not have or has wrong in one role, each with the reason. */
export type Lacks = Readonly<Partial<Record<Feature, string>>>;
