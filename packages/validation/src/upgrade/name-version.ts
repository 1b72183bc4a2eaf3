import type { UpgradeStep } from "./upgrade.js";

/** What `@context` names in TD 1.0 (§5.3.1.1 there) and in TD 1.1. */
export const td10 = "https://www.w3.org/2019/wot/td/v1";
export const td11 = "https://www.w3.org/2022/wot/td/v1.1";

/** `@context` names TD 1.1 where it named TD 1.0 (`td-context-ns-thing-mandatory`); other entries stay. */
export const nameVersion: UpgradeStep = (document, changed) => {
  const context = document["@context"];
  const upgraded = Array.isArray(context) ? context.map(ofEntry) : ofEntry(context);
  changed(
    Array.isArray(context) ? `/@context/${context.indexOf(td10)}` : "/@context",
    `names ${td11} instead of ${td10}`,
  );
  return { ...document, "@context": upgraded };
};

const ofEntry = (entry: unknown): unknown => (entry === td10 ? td11 : entry);
