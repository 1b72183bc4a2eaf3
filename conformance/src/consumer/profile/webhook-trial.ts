import { valueIn } from "../kinds/requests.js";
import { form } from "../probe-thing/description.js";
import type { HttpArrival } from "../probe-thing/http-arrival.js";
import type { Place } from "../probe-thing/place.js";
import type { Trial } from "../trial.js";
import { subprotocolOf } from "./profile-uris.js";
import { commandOf, type ProfiledOperation, profiledOperations, profiledThing, pushed } from "./profiled-operation.js";
import { answerAt, subscriptionPath } from "./subscription-play.js";

/** The address that a client registers, when it is one that can be asked. */
export function callbackIn(arrival: HttpArrival): string | undefined {
  const { callbackURL } = Object(valueIn(arrival)) as { readonly callbackURL?: unknown };
  const isAddress = typeof callbackURL === "string" && /^https?:/i.test(callbackURL) && URL.canParse(callbackURL);
  return isAddress ? callbackURL : undefined;
}

/** A client that registers, is told of something, and cancels. */
function trial(profiled: ProfiledOperation): Trial {
  const { operation, end, name } = profiled;
  const trialName = `webhook-${operation}`;
  const meant = ({ base }: Place) => `${base}/meant`;
  return {
    name: trialName,
    describe: (place) =>
      profiledThing(trialName, profiled, place, [
        form(meant(place), operation, subprotocolOf("webhook")),
        form(meant(place), end!, subprotocolOf("webhook")),
      ]),
    answer: answerAt("/meant", "webhook", profiled),
    async perform(client) {
      await client.do(commandOf(profiled));
      if (!(await client.arrival("registered", ({ path }) => path === "/meant"))) return;
      const callback = client.arrivals.map(callbackIn).find((each) => each !== undefined);
      if (callback !== undefined) await client.call(notification(callback, client.arrivals[0]!.target, operation));
      await client.interact(end!, name);
      await client.arrival("cancelled", ({ path }) => path === subscriptionPath);
    },
  };
}

function notification(url: string, self: string, operation: string) {
  const resource = operation.includes("all") ? `${self}/${/propert/.test(operation) ? "level" : "alarm"}` : self;
  const headers = [
    ["Content-Type", "application/json"],
    ["Link", `<${resource}>; rel="self"`],
    ["Date", new Date(0).toUTCString()],
  ] as const;
  return { method: "POST", url, headers, body: Buffer.from(JSON.stringify(pushed)) };
}

/** By operation; each is carried out once, for all checks. */
export const webhookTrials = {
  observeproperty: trial(profiledOperations.observeproperty),
  observeallproperties: trial(profiledOperations.observeallproperties),
  subscribeevent: trial(profiledOperations.subscribeevent),
  subscribeallevents: trial(profiledOperations.subscribeallevents),
} as const satisfies Readonly<Record<string, Trial>>;

export type WebhookOperation = keyof typeof webhookTrials;
