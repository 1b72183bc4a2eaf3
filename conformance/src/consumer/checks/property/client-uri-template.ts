import type { Form } from "@thingwright/td";
import { consumerCheck, type Exercise } from "../../kinds/consumer-check.js";
import { lineOf, ofRequests } from "../../kinds/requests.js";
import { description, form, level } from "../../probe-thing/description.js";
import type { Place } from "../../probe-thing/place.js";
import { json } from "../../probe-thing/probe-answer.js";

interface Address {
  readonly name: string;
  readonly base?: (place: Place) => string;
  readonly href: (place: Place) => string;
  readonly uriVariables?: Readonly<Record<string, unknown>>;
  /** After the base of the trial. */
  readonly path: string;
}

const addresses: readonly Address[] = [
  {
    name: "uri-relative",
    base: ({ base }) => `${base}/things/lamp/`,
    href: () => "properties/level",
    path: "/things/lamp/properties/level",
  },
  {
    name: "uri-dots",
    base: ({ base }) => `${base}/things/lamp/index.json?as=td`,
    href: () => "../shared/level",
    path: "/things/shared/level",
  },
  {
    name: "uri-template-path",
    href: ({ base }) => `${base}/rooms/{room}/level`,
    uriVariables: { room: "2nd floor/é 50%" },
    path: "/rooms/2nd%20floor%2F%C3%A9%2050%25/level",
  },
  {
    name: "uri-template-query",
    href: ({ base }) => `${base}/level{?unit,step}`,
    uriVariables: { unit: "°C&K", step: 5 },
    path: "/level?unit=%C2%B0C%26K&step=5",
  },
  {
    name: "uri-template-unset",
    href: ({ base }) => `${base}/level{?unit,step}`,
    uriVariables: { step: 5 },
    path: "/level?step=5",
  },
];

const variables = { room: { type: "string" }, unit: { type: "string" }, step: { type: "integer" } } as const;

function exerciseFor({ name, base, href, uriVariables, path }: Address): Exercise {
  const described = (place: Place): Form => form(href(place), "readproperty");
  const named = Object.fromEntries(
    Object.entries(variables).filter(([each]) => href({ base: "", coapBase: "", elsewhere: "" }).includes(each)),
  );
  return {
    trial: {
      name,
      describe: (place) =>
        description(name, {
          ...(base === undefined ? {} : { base: base(place) }),
          properties: {
            level: { ...level(described(place)), ...(uriVariables === undefined ? {} : { uriVariables: named }) },
          },
        }),
      answer: () => json(7),
      async perform(client) {
        await client.interact("readproperty", "level", uriVariables === undefined ? {} : { uriVariables });
      },
    },
    judge: (record) =>
      ofRequests(record, {
        operation: "readproperty",
        faultIn: (arrival) => (escaped(arrival.path) === path ? undefined : `${lineOf(arrival)} instead of ${path}`),
      }),
  };
}

/** With escapes in capitals: both are the same (RFC 3986 §2.1). */
const escaped = (path: string): string => path.replace(/%[0-9a-f]{2}/g, (each) => each.toUpperCase());

export const urisAreAsDescribed = consumerCheck({
  id: "client-uri-template",
  area: "property",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "A Consumer makes URIs by the base, the href, and the URI Templates of the description.",
  procedure:
    "Tells the client to read properties: with an href relative to base, with one that climbs, and with URI Templates for the path and the query, one of whose variables has no value. Fails when a request goes to another path or query.",
  example: "The client puts a slash in the value of a variable into the path as it is.",
  exercises: addresses.map(exerciseFor),
});
