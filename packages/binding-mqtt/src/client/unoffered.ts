import type { PreparedForm } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";

const refuse = (what: string): Promise<never> =>
  Promise.reject(new UnsupportedError("WOT_OPERATION", `this Form is not made to ${what}`));

/** The verb that a Form of a single exchange lacks. */
export const doesNotSubscribe: Pick<PreparedForm, "subscribe"> = { subscribe: () => refuse("subscribe") };

/** The verb that a Form of a subscription lacks. */
export const doesNotRequest: Pick<PreparedForm, "request"> = { request: () => refuse("request") };
