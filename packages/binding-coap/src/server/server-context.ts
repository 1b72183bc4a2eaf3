import type { ContentFormats } from "../content-formats.js";
import type { Failures } from "./failures.js";
import type { Observations } from "./observations.js";
import type { CoapServerLimits } from "./server-limits.js";

/** What all resources of one server share. */
export interface ServerContext {
  readonly limits: CoapServerLimits;
  readonly formats: ContentFormats;
  readonly observations: Observations;
  readonly failures: Failures;
  /** Whether a property's value has an ETag when it is read. */
  readonly tagsValues: boolean;
}
