import { UnsupportedError } from "@thingwright/errors";
import { takeVariables } from "../requests/content-choice.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import type { ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { type Handler, type Resource, resource } from "./resource.js";

/**
 * The resource at the address of `source`: its own verbs, and those of the subprotocols, which look at a GET first.
 *
 * @param own - its GET finds the variables taken
 */
export function sourceResource(
  source: EmissionSource,
  subprotocols: readonly ServerSubprotocol[],
  own: { readonly GET?: Handler | undefined; readonly PUT?: Handler | undefined } = {},
): Resource {
  const takers = subprotocols.flatMap((subprotocol) => subprotocol.take?.bind(subprotocol) ?? []).reverse();
  const read = own.GET ?? subscribeOnly;
  const get: Handler = (request) => {
    takeVariables(request, source);
    for (const take of takers) if (take(request, source)) return;
    read(request);
  };
  return resource({
    ...Object.assign({}, ...subprotocols.map((subprotocol) => subprotocol.handlers?.(source) ?? {})),
    ...own,
    GET: get,
  });
}

const subscribeOnly: Handler = () => {
  throw new UnsupportedError("WOT_NOT_ACCEPTABLE", "this can only be subscribed to");
};
