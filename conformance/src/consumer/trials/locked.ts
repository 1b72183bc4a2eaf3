import type { Form, SecurityScheme } from "@thingwright/td";
import type { Secret } from "../../run/credentials.js";
import { description, form, level } from "../probe-thing/description.js";
import type { Place } from "../probe-thing/place.js";
import { json, type ProbeAnswer, type ProbeQuestion } from "../probe-thing/probe-answer.js";
import type { Trial } from "../trial.js";

/** A Thing that wants credentials. */
export interface Lock {
  readonly name: string;
  /** The security definition of the Thing, which is called `locked`. */
  readonly scheme: SecurityScheme;
  readonly secret: Secret;
  isOpenFor(question: ProbeQuestion): boolean;
  /** Of the answer to a request without the credentials, as WWW-Authenticate has it. */
  readonly challenge: string;
  /** The Form to read; by default one that leaves its security to the Thing. */
  readonly form?: (place: Place) => Form;
  /** Further definitions, and what the client has for them. */
  readonly others?: Readonly<Record<string, readonly [SecurityScheme, Secret?]>>;
  /** What is answered to the right credentials; a level by default. */
  readonly opened?: (question: ProbeQuestion, place: Place) => ProbeAnswer;
}

/** A Trial in which a client with credentials reads a property. */
export function lockedTrial(lock: Lock): Trial {
  const { name, scheme, secret, isOpenFor, challenge, others = {}, opened = () => json(7) } = lock;
  const { form: formAt = ({ base }: Place) => form(`${base}/level`, "readproperty") } = lock;
  const definitions = Object.fromEntries(Object.entries(others).map(([each, [definition]]) => [each, definition]));
  const secrets = Object.entries(others).flatMap(([each, [, own]]) =>
    own === undefined ? [] : [[each, own] as const],
  );
  return {
    name,
    describe: (place) =>
      description(name, {
        securityDefinitions: { locked: scheme, ...definitions },
        security: "locked",
        properties: { level: level(formAt(place)) },
      }),
    credentials: { locked: secret, ...Object.fromEntries(secrets) },
    answer: (question, place) =>
      isOpenFor(question) ? opened(question, place) : { ...json({ status: 401 }, 401), ...asking(challenge) },
    async perform(client) {
      await client.interact("readproperty", "level");
    },
  };
}

const asking = (challenge: string): Pick<ProbeAnswer, "headers"> => ({
  headers: { "content-type": "application/json", "www-authenticate": challenge },
});
