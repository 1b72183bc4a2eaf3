import type { Finding } from "@thingwright/td";

/** A finding in a Thing Description that is held against its model. */
export const nonConformance = (level: Finding["level"], assertion: string, pointer: string, what: string): Finding => ({
  level,
  code: "WOT_TD_INVALID",
  pointer,
  assertion,
  message: `${pointer === "" ? "the document" : pointer} ${what}`,
});
