import { form } from "../probe-thing/description.js";
import type { Place } from "../probe-thing/place.js";
import type { Trial } from "../trial.js";
import { subprotocolOf } from "./profile-uris.js";
import { commandOf, type ProfiledOperation, profiledThing, pushed } from "./profiled-operation.js";
import { answerAt } from "./subscription-play.js";

/** The id of the message before the stream breaks. */
export const lastId = "probe-1";

/** A Thing whose operation brings an event stream. */
function streaming(name: string, profiled: ProfiledOperation): Pick<Trial, "name" | "describe" | "answer"> {
  const { operation, end } = profiled;
  const meant = ({ base }: Place) => `${base}/meant`;
  return {
    name,
    describe: (place) =>
      profiledThing(name, profiled, place, [
        form(meant(place), operation, subprotocolOf("sse")),
        form(meant(place), end!, subprotocolOf("sse")),
      ]),
    answer: answerAt("/meant", "sse", profiled),
  };
}

/** A stream that is opened, brings something, and breaks. */
export function brokenStream(profiled: ProfiledOperation): Trial {
  const { operation } = profiled;
  const affordance = /propert/.test(operation) ? "level" : "alarm";
  return {
    ...streaming(`sse-break-${operation}`, profiled),
    async perform(client) {
      await client.do(commandOf(profiled));
      if (!(await client.arrival("opened", () => true))) return;
      client.push(`event: ${affordance}\nid: ${lastId}\ndata: ${pushed}\n\n`);
      if (!(await client.notified("notified"))) return;
      client.drop();
      await client.reopened("reopened");
    },
  };
}

/** A stream that is opened, and not wanted any more. */
export function endedStream(profiled: ProfiledOperation): Trial {
  const { operation, end, name } = profiled;
  return {
    ...streaming(`sse-end-${operation}`, profiled),
    async perform(client) {
      await client.do(commandOf(profiled));
      if (!(await client.arrival("opened", () => true))) return;
      await client.interact(end!, name);
      await client.closed("closed");
    },
  };
}
