import type { HttpRequest } from "../wire/http/http-exchange.js";
import type { ReadForm } from "./read-form.js";

/** A request with PROPFIND: safe (RFC 4918 §9.1), registered, and nothing that a property has. */
export function foreignMethodRequest({ request }: ReadForm): HttpRequest {
  return { ...request, method: "PROPFIND", headers: [...request.headers, ["Depth", "0"]] };
}
