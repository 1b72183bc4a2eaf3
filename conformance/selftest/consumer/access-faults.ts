import type { ConsumerFault } from "./consumer-fault.js";
import { perfectHabits } from "./habits.js";
import { authorize, digest, inQuery, type Outgoing } from "./outgoing.js";

const { isSuccess } = perfectHabits;

type Authorize = typeof authorize;

/** A client that puts the credentials of one scheme elsewhere, where the definition does not say where they go. */
const misplacing = (wanted: string, misplace: (request: Outgoing, secret: Parameters<Authorize>[2]) => Outgoing) => ({
  authorize: ((request, scheme, secret, challenge) =>
    scheme.scheme === wanted && !("in" in scheme)
      ? misplace(request, secret)
      : authorize(request, scheme, secret, challenge)) satisfies Authorize,
});

/** What goes wrong with credentials, and with what HTTP itself says. */
export const accessFaults: readonly ConsumerFault[] = [
  {
    caughtBy: "td-default-in-basic",
    what: "puts passwords into the query by default",
    habits: misplacing("basic", (request, { password = "" }) => inQuery(request, "password", password)),
  },
  {
    caughtBy: "td-default-in-bearer",
    what: "puts tokens into the query by default",
    habits: misplacing("bearer", (request, { token = "" }) => inQuery(request, "access_token", token)),
  },
  {
    caughtBy: "td-default-in-apikey",
    what: "puts keys into a header by default",
    habits: misplacing("apikey", (request, { apiKey = "" }) => ({
      ...request,
      headers: { ...request.headers, code: apiKey },
    })),
  },
  {
    caughtBy: "td-default-in-digest",
    what: "puts passwords into the query where a digest is wanted",
    habits: misplacing("digest", (request, { password = "" }) => inQuery(request, "password", password)),
  },
  {
    caughtBy: "td-default-qop",
    what: "takes the first quality of a digest that is offered",
    habits: {
      authorize(request, scheme, secret, challenge) {
        if (scheme.scheme !== "digest" || challenge === undefined) return authorize(request, scheme, secret, challenge);
        const quality = /qop="([\w-]+)/.exec(challenge)?.[1] ?? "auth";
        return {
          ...request,
          headers: { ...request.headers, authorization: digest(request, secret, challenge, quality) },
        };
      },
    },
  },
  {
    caughtBy: "td-security-overrides",
    what: "sends the credentials of the Thing to every Form",
    habits: { securityOf: (_form, td) => [td.security].flat() },
  },
  {
    caughtBy: "http/redirect-credentials",
    what: "sends credentials along to another origin",
    habits: { tellsEverybody: true },
  },
  {
    caughtBy: "http/status-class",
    what: "takes errors that it does not know as a success",
    habits: { isSuccess: (status, form) => isSuccess(status, form) || status === 499 || status === 599 },
  },
  {
    caughtBy: "http/status-class",
    what: "takes every answer to a write as a success",
    habits: { isSuccess: (status, form) => isSuccess(status, form) || form.op === "writeproperty" },
  },
  {
    caughtBy: "http/status-class",
    what: "takes a success that it does not know as an error",
    habits: { isSuccess: (status) => [200, 201, 204].includes(status) },
  },
  {
    caughtBy: "http/incomplete-message",
    what: "takes what there is of a body that broke off",
    habits: { takesHalves: true },
  },
];
