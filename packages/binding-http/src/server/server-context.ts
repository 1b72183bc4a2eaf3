import type { IncomingMessage } from "node:http";

import type { Clock, Logger } from "@thingwright/contracts";
import type { CodedBodies } from "./answers/content-coding.js";
import type { PendingAnswers } from "./answers/pending-answers.js";
import type { UnsentAnswers } from "./answers/unsent-answers.js";
import type { BodiesInFlight } from "./requests/bodies-in-flight.js";
import type { HttpServerLimits } from "./server-limits.js";
import type { Subscriptions } from "./subscriptions/subscriptions.js";

/** What all resources of one server share. */
export interface ServerContext {
  readonly limits: HttpServerLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly subscriptions: Subscriptions;
  readonly pending: PendingAnswers;
  readonly bodies: BodiesInFlight;
  readonly unsent: UnsentAnswers;
  readonly coded: CodedBodies;
  /** Headers of an answer that depends on Accept (RFC 9110 §12.5.5), names and values in turn. */
  readonly varying: readonly string[];
  /** The same for one that depends on Accept-Encoding too. */
  readonly varyingCoded: readonly string[];
  /** Path of the base URI, for references that a client resolves: empty, or `/prefix`. */
  readonly pathPrefix: string;
  /** The remote address, or the one that a trusted proxy names. */
  readonly clientOf: (message: IncomingMessage) => string;
  readonly transportIdentity?: (message: IncomingMessage) => string | undefined;
}
