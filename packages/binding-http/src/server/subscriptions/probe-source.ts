import { andThen, type InboundRequest, type MaybePromise } from "@thingwright/contracts";
import type { EmissionSource } from "./emission-source.js";

/**
 * Whether `request` may subscribe to `source`: that is found out by doing so, for a moment.
 *
 * @throws {WotError} what the Thing answers to somebody who may not
 */
export const probeSource = (source: EmissionSource, request: InboundRequest): MaybePromise<void> =>
  andThen(source.open(request, nobody), (hosted) => hosted.cancel());

const nobody = { next() {}, error() {}, complete() {} };
