import type { SecuritySchemePlugin } from "@thingwright/contracts";
import { apikey } from "./apikey/apikey.js";
import { auto } from "./auto/auto.js";
import { basic } from "./basic/basic.js";
import { bearer } from "./bearer/bearer.js";
import { digest } from "./digest/digest.js";
import { nosec } from "./nosec/nosec.js";
import { oauth2 } from "./oauth2/oauth2.js";
import { psk } from "./psk/psk.js";

/** A new list of all schemes of this package with their defaults. */
export function defaultSchemes(): SecuritySchemePlugin[] {
  const challenging = [digest(), bearer(), basic()];
  return [nosec(), ...challenging, apikey(), oauth2(), psk(), auto(challenging)];
}
