import { isThingModel } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** What has `tm:optional`, which only Thing Models have, says in `@type` that it is one (TD 1.1 §9.2). */
export const modelIdentification: Rule = {
  id: "tm-identification",
  level: "error",
  *check(doc) {
    if (isThingModel(doc) || memberOf(doc, "tm:optional") === undefined) return;
    const phrase = 'is for Thing Models only; say "@type": "tm:ThingModel" if this is one, else take it out';
    yield { pointer: "/tm:optional", phrase };
  },
};
