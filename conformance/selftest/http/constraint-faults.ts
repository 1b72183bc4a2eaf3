import { type HttpFault, httpFaults, saying } from "./http-fault.js";
import { profiledScript } from "./profiled-thing.js";

/** A fault in a security definition of a profiled Thing. */
const defining = (caughtBy: string, what: string, name: string, change: object): HttpFault => ({
  ...{ caughtBy, what },
  script: profiledScript,
  spoil: saying(({ securityDefinitions, ...rest }) => ({
    ...rest,
    securityDefinitions: { ...securityDefinitions, [name]: { ...securityDefinitions[name], ...change } },
  })),
});

const constraint = "common-constraints-security-basic";

export const constraintFaults = httpFaults("profile", [
  defining(`${constraint}-in`, "its user is told in the query", "closed", { in: "query" }),
  defining(`${constraint}-name`, "its user is told in a field of its own", "closed", { name: "X-User" }),
  defining(`${constraint}-name`, "it does not say which field has its user", "closed", { name: undefined }),
  defining(`${constraint}-proxy`, "its proxy is told as if it were the Thing", "outside", { name: "Authorization" }),
  {
    caughtBy: "http-basic-profile-protocol-binding-invokeaction-24",
    what: "an action does not say when it is answered",
    script: profiledScript,
    spoil: saying(({ actions, ...rest }) => ({
      ...rest,
      actions: { ...actions, halt: { forms: actions!.halt!.forms } },
    })),
  },
]);
