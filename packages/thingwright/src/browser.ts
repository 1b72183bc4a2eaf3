import { httpClient } from "@thingwright/binding-http/browser";
import { Servient, type ServientOptions } from "@thingwright/core";

export {
  type BrowserHttpClientLimits,
  type BrowserHttpClientOptions,
  defaultBrowserHttpClientLimits,
  httpClient,
} from "@thingwright/binding-http/browser";
export * from "@thingwright/core";
export * from "@thingwright/errors";
export { defaultSchemes, memoryCredentials, oauth2 } from "@thingwright/security";
export type { PartialThingDescription, ThingDescription, ThingModel } from "@thingwright/td";
export { parseThingDescription, validateThingDescription } from "@thingwright/td";

/**
 * A Servient for a web page or a worker: consumes over HTTP, and exposes nothing.
 *
 * `clients` adds further bindings.
 */
export function createServient(options: ServientOptions = {}): Servient {
  const { clients = [], ...rest } = options;
  return new Servient({ ...rest, clients: [httpClient(), ...clients] });
}
