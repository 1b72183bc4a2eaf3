/** How well it is known that a device works, the best last. */
export const tiers = ["bronze", "silver", "gold"] as const;

export type Tier = (typeof tiers)[number];

/** What each tier promises. */
export const promises: Readonly<Record<Tier, string>> = {
  bronze: "its description is a valid Thing Description, and its mapping fits the model of the common API",
  silver:
    "its traffic, as recorded or as its maker documents it, is played, and the conformance suite finds no fault in the Thing",
  gold: "the Thing is read, written and observed with a stack behind it that nobody here wrote",
};
