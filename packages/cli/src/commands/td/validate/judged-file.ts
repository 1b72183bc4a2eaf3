import type { Judgement } from "@thingwright/validation";

/** One file and what was said of it: a row of `--format json`. */
export interface JudgedFile extends Judgement {
  readonly file: string;
}
