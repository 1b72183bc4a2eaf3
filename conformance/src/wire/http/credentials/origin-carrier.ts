import type { Secret } from "../../../run/credentials.js";
import { type Carrier, type HttpResponse, headerOf } from "../http-exchange.js";
import { challengesIn } from "./challenge.js";
import { digestCarrier } from "./digest-carrier.js";
import { basicCarrier, bearerCarrier } from "./simple-carriers.js";

/** The name under which an origin's secret is shown. */
const name = "origin";

/** What answers the challenge of a server that no description speaks of yet: a token, or else user name and password. */
export function originCarrier(secret: Secret, refusal: HttpResponse, clientNonce: () => string): Carrier {
  const { token, username = "", password = "" } = secret;
  if (token !== undefined) return bearerCarrier(name, {}, token);
  const offered = challengesIn(headerOf(refusal, "www-authenticate") ?? "").map(({ scheme }) => scheme);
  const isDigest = offered.includes("digest") && !offered.includes("basic");
  return isDigest ? digestCarrier(name, username, password, clientNonce) : basicCarrier(name, {}, username, password);
}
