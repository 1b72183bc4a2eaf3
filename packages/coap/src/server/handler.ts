import type { CoapRequest } from "./request.js";
import type { CoapResponse } from "./response.js";

/** Answers one request; may throw any error. A `WotError` picks the response code, anything else is 5.00. */
export type CoapHandler = (request: CoapRequest) => CoapResponse | Promise<CoapResponse>;
