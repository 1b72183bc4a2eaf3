import type { HttpRequest } from "../wire/http/http-exchange.js";
import type { ReadForm } from "./read-form.js";

/** No Thing has a property of this name. */
export const unknownName = "thingwright-no-such-property";

/** The request of a Form, at an address beside it where nothing is. */
export function unknownAffordanceRequest({ request }: ReadForm): HttpRequest {
  const url = new URL(unknownName, request.url);
  return { ...request, url: url.href };
}
