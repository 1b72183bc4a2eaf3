import type { Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import { membersOf, textOf } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import type { BridgeApi } from "./bridge-link.js";
import { describeBridge } from "./describe-bridge.js";
import { HueLink } from "./hue-link.js";
import { bridgeDescription } from "./southbound.js";
import { describeBridgeV1 } from "./v1/describe-bridge-v1.js";
import { PolledLink } from "./v1/polled-link.js";
import { bridgeDescriptionV1 } from "./v1/southbound-v1.js";

/** CLIP API v2, with its event stream. */
export const clipV2: BridgeApi = {
  linkOf: ({ url, id }, consume, options) => new HueLink({ ...options, bridge: consume(bridgeDescription(url, id)) }),
  describe: describeBridge,
};

/** CLIP API v1, which bridges of the first generation and many that pass for a bridge have alone. */
export const clipV1: BridgeApi = {
  linkOf: ({ url, id }, consume, options) =>
    new PolledLink({ ...options, bridge: consume(bridgeDescriptionV1(url, id)) }),
  describe: describeBridgeV1,
};

/** The first software that has CLIP API v2. */
const firstVersion = 1_948_086_000;

/** What a bridge says of itself to anybody. */
export interface BridgeFacts {
  readonly name: string | undefined;
  readonly bridgeId: string | undefined;
  readonly hasV2: boolean;
}

/**
 * What the bridge at `url` says of itself, without a key; `undefined` when it says nothing that makes sense.
 *
 * @throws {WotError} of the families NetworkError, TimeoutError and AbortError
 * @see https://developers.meethue.com/develop/hue-api/7-configuration-api/ (the public part of the configuration)
 */
export async function bridgeFacts(
  servient: Servient,
  url: string,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<BridgeFacts | undefined> {
  const { name, swversion, bridgeid } = membersOf(await publicConfiguration(servient, url, options));
  const version = textOf(swversion);
  if (version === undefined) return undefined;
  return {
    name: textOf(name)?.slice(0, 128),
    bridgeId: textOf(bridgeid)?.toLowerCase(),
    hasV2: Number(version) >= firstVersion,
  };
}

/** `undefined` when it refuses, or answers what is none. */
async function publicConfiguration(
  servient: Servient,
  url: string,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<unknown> {
  try {
    return await servient.consume(publicDescription(url)).read("config", options);
  } catch (error) {
    const { family } = asWotError(error);
    if (family === "NetworkError" || family === "TimeoutError" || family === "AbortError") throw error;
    return undefined;
  }
}

/** The interface that a bridge has: v2, unless it says that its software is older than that. */
export const apiOf = (facts: BridgeFacts | undefined): BridgeApi => (facts?.hasV2 === false ? clipV1 : clipV2);

const publicDescription = (url: string): ThingDescription =>
  ({
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Hue bridge",
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties: {
      config: {
        title: "Public configuration",
        type: "object",
        readOnly: true,
        forms: [{ href: `${url}/api/nobody/config`, op: "readproperty", contentType: "application/json" }],
      },
    },
  }) as unknown as ThingDescription;
