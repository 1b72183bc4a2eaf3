import { isDeepStrictEqual } from "node:util";
import { essenceOf } from "../../wire/http/media-type.js";
import type { ConsumerCheck } from "../consumer-subject.js";
import { consumerCheck } from "../kinds/consumer-check.js";
import { ofRequests, shown, valueIn } from "../kinds/requests.js";
import { form } from "../probe-thing/description.js";
import { fieldOf, type HttpArrival } from "../probe-thing/http-arrival.js";
import type { Trial } from "../trial.js";
import { judgedProfiles } from "./profile-uris.js";
import {
  commandOf,
  type ProfiledOperation,
  type ProfiledOperationName,
  profiledOperations,
  profiledThing,
} from "./profiled-operation.js";
import { answerAt } from "./subscription-play.js";

function trial(profiled: ProfiledOperation): Trial {
  const { operation } = profiled;
  const name = `basic-request-${operation}`;
  return {
    name,
    describe: (place) => profiledThing(name, profiled, place, [form(`${place.base}/meant`, operation)]),
    answer: answerAt("/meant", "basic", profiled),
    async perform(client) {
      await client.do(commandOf(profiled));
    },
  };
}

/** Whether application/json is among the types that are taken. */
export function acceptsJson(arrival: HttpArrival): boolean {
  const types = (fieldOf(arrival, "accept") ?? "").split(",").map(essenceOf);
  return types.includes("application/json");
}

function faultIn(arrival: HttpArrival, { method, value, operation }: ProfiledOperation): string | undefined {
  if (arrival.method !== method) return `the method is ${arrival.method}`;
  const isAnswered = method === "GET" || operation === "invokeaction";
  if (isAnswered && !acceptsJson(arrival)) return `Accept is ${fieldOf(arrival, "accept") ?? "missing"}`;
  if (value === undefined) return undefined;
  const type = fieldOf(arrival, "content-type");
  if (essenceOf(type) !== "application/json") return `Content-Type is ${type ?? "missing"}`;
  const body = valueIn(arrival);
  return isDeepStrictEqual(body, value) ? undefined : `the body is ${shown(body)} instead of ${shown(value)}`;
}

/** The Check that a client asks for an operation as the HTTP Basic Profile has it. */
export function basicRequestCheck(id: string, section: string, operationName: ProfiledOperationName): ConsumerCheck {
  const { uri, title } = judgedProfiles.basic;
  const profiled: ProfiledOperation = profiledOperations[operationName];
  const { method, value } = profiled;
  const parts = [
    ...(method === "PUT" ? [] : ["application/json in Accept"]),
    ...(value === undefined ? [] : ["the value in JSON as its body, and application/json as Content-Type"]),
  ].join(", ");
  return consumerCheck({
    ...{ id, section, profile: uri, area: "profile", specification: "profile10", level: "MUST" },
    requirement: `A Consumer of the ${title} sends ${operationName} with ${method}, ${parts}.`,
    procedure: `Tells the client ${operationName}. Fails when its request is another than ${method} with ${parts}.`,
    example: `The client sends ${operationName} without ${method === "PUT" ? "Content-Type" : "Accept"}.`,
    exercises: [
      {
        trial: trial(profiled),
        judge: (record) =>
          ofRequests(record, {
            operation: operationName,
            isConcerned: ({ path }) => path === "/meant",
            faultIn: (arrival) => faultIn(arrival, profiled),
          }),
      },
    ],
  });
}
