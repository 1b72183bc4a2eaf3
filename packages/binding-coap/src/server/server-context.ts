import type { Clock } from "@thingwright/contracts";
import type { ContentFormats } from "../content-formats.js";
import type { Observations } from "./observations.js";
import type { BindingServerLimits } from "./server-limits.js";

/** What all resources of one server share. */
export interface ServerContext {
  readonly limits: BindingServerLimits;
  readonly formats: ContentFormats;
  readonly clock: Clock;
  readonly observations: Observations;
}
