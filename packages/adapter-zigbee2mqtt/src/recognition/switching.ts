import type { Row } from "./served.js";
import { booleanTerms, percentTerms, placeTerms } from "./terms.js";

/** `on` of everything that can be switched. */
export const onRow: Row = {
  name: "state",
  type: "binary",
  serve(feature) {
    const terms = booleanTerms(feature);
    return terms && { kind: "property", name: "on", part: "on-off", terms: { ...placeTerms(feature), ...terms } };
  },
};

export const switchRows: readonly Row[] = [onRow];

/** A mode such as `low` is no speed: it stays as it is. */
export const fanRows: readonly Row[] = [
  onRow,
  {
    name: "speed",
    type: "numeric",
    serve: (feature) => ({
      kind: "property",
      name: "fanSpeed",
      part: "fan",
      terms: { ...placeTerms(feature), ...percentTerms(feature) },
    }),
  },
];
