import { claimsHttpBasic } from "../../kinds/profile-claim.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";

export const actionSaysWhenItIsAnswered = thingCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-24",
  area: "profile",
  specification: "profile10",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "Each action says with synchronous whether it is answered when it is done.",
  procedure: "Looks at the actions of the description. Fails when one has no synchronous.",
  example: "An action has no synchronous.",
  safety: "read",
  appliesTo: (subject) => {
    const claim = claimsHttpBasic(subject);
    if (claim !== true) return claim;
    return Object.keys(subject.thing.actions ?? {}).length > 0 ? true : "there is no action";
  },
  judge({ thing }) {
    const silent = Object.entries(thing.actions ?? {}).filter(
      ([, { synchronous }]) => typeof synchronous !== "boolean",
    );
    const expected = "synchronous: true or false in every action";
    if (silent.length === 0) return outcome("holds", expected, "it is so");
    return outcome("violated", expected, `without: ${silent.map(([name]) => name).join(", ")}`);
  },
});
