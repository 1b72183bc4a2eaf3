import { type Tally, verdicts } from "../verdict.js";
import type { Palette } from "./palette.js";

/** How often each verdict was given; `pass` always, the others where there are some. */
export function countsOf(tally: Tally, palette: Palette): string {
  return verdicts
    .filter((verdict) => verdict === "pass" || tally[verdict] > 0)
    .map((verdict) => palette.verdict(verdict, `${tally[verdict]} ${verdict}`))
    .join(", ");
}
