/**
 * Examples of the thingweb playground on which we say otherwise than it expects, by the hash of the document: each was
 * read beside the assertion.
 */
export const playgroundDifferences: ReadonlyMap<string, { readonly verdict: string; readonly why: string }> = new Map([
  [
    "63a8bb926ba3318a",
    { verdict: "invalid", why: "a Thing Description with tm:ref, which has to be resolved in one: we are right" },
  ],
  [
    "77c2623f65b6d7a4",
    { verdict: "invalid", why: "a key in the URI, active for forms whose href has no variable for it: we are right" },
  ],
  [
    "7dc09f6c11cf5955",
    { verdict: "invalid", why: "a key in the URI, active for forms whose href has no variable for it: we are right" },
  ],
  [
    "bb41f7919ed0abc9",
    {
      verdict: "valid",
      why: "unlike the model that it links to, which has to be fetched: an error of `td validate --level full --allow`",
    },
  ],
  [
    "5122c6f83b64c08d",
    {
      verdict: "valid",
      why: "extends a model that is not there: an error of `td validate --level full --allow`, which looks for it",
    },
  ],
  [
    "fecfd7599dc91c2e",
    { verdict: "quiet", why: "an additional response that is empty: allowed, all members may miss" },
  ],
  ["02c1c21b555cbd5f", { verdict: "quiet", why: "a model that cannot be fetched: of the network" }],
  ["53a81986274a8ca8", { verdict: "quiet", why: "a model that cannot be fetched: of the network" }],
]);
