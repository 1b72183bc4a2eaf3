import { action, description, form } from "../probe-thing/description.js";
import type { Place } from "../probe-thing/place.js";
import { json, notFound, type ProbeAnswer } from "../probe-thing/probe-answer.js";
import type { Trial } from "../trial.js";

/** Where the status of the action is, below the base of a trial. */
export const statusPath = "/requests/5d1";

const output = { level: 30 };

/** An action that is answered so. */
export function invokedTrial(name: string, synchronous: boolean, answer: (place: Place) => ProbeAnswer): Trial {
  return {
    name,
    describe: ({ base }) =>
      description(name, {
        actions: {
          fade: action(
            { synchronous, output: { type: "object", properties: { level: { type: "integer" } } } },
            form(`${base}/fade`, "invokeaction"),
          ),
        },
      }),
    answer: (_question, place) => answer(place),
    async perform(client) {
      await client.interact("invokeaction", "fade");
    },
  };
}

/** What can be done with an action that goes on. */
export type StatusOperation = "queryaction" | "cancelaction";

/** An action that goes on, of which the client is told to do something. */
function ongoing(name: string, operation: StatusOperation, accepted: (address: string) => ProbeAnswer): Trial {
  return {
    name,
    describe: ({ base }) =>
      description(name, {
        actions: {
          fade: action({ synchronous: false }, form(`${base}/fade`, "invokeaction"), form(`${base}/fade`, operation)),
        },
      }),
    answer({ path, method }, { base }) {
      if (path === "/fade") return accepted(`${base}${statusPath}`);
      if (path !== statusPath) return notFound;
      return method === "DELETE" ? { status: 204 } : json({ status: "running" });
    },
    async perform(client) {
      await client.interact("invokeaction", "fade");
      await client.interact(operation, "fade");
    },
  };
}

function inLocation(operation: StatusOperation): Trial {
  const created = json({ status: "pending" }, 201);
  return ongoing(`${operation}-by-location`, operation, (location) => {
    return { ...created, headers: { ...created.headers, location } };
  });
}

const inHref = (operation: StatusOperation): Trial =>
  ongoing(`${operation}-by-href`, operation, (href) => json({ status: "pending", href }, 201));

/** The address of the status stands in a field of the answer alone, and in its body alone. */
export const statusTrials = {
  queryaction: { inLocation: inLocation("queryaction"), inHref: inHref("queryaction") },
  cancelaction: { inLocation: inLocation("cancelaction"), inHref: inHref("cancelaction") },
} as const;

/** The answers to invokeaction that the profile has. */
export const synchronousAction = invokedTrial("action-synchronous", true, () => json(output));
export const failedAction = invokedTrial("action-failed", true, () => ({
  status: 500,
  headers: { "content-type": "application/problem+json" },
  body: JSON.stringify({ title: "the motor is stuck", status: 500 }),
}));

/** Whether a value is the output of {@link synchronousAction}. */
export const isOutput = (value: unknown): boolean =>
  (Object(value) as { readonly level?: unknown }).level === output.level;
