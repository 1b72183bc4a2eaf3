import type { CheckResult } from "../report/report.js";
import type { Unrestored } from "../wire/change.js";

/** What happens in a run, while it happens. */
export type RunEvent =
  /** The target is open: so many Things, each with so many checks. */
  | { readonly kind: "opened"; readonly things: number; readonly checks: number }
  /** A check has its verdict. */
  | { readonly kind: "judged"; readonly thing: string; readonly result: CheckResult }
  /** Something is about to be changed. */
  | { readonly kind: "effect"; readonly effect: string }
  /** Something could not be put back. */
  | { readonly kind: "unrestored"; readonly unrestored: Unrestored };

/** Is told what happens. It must not throw. */
export type Observer = (event: RunEvent) => void;
