import { mapForms } from "./map-forms.js";
import type { UpgradeStep } from "./upgrade.js";

/** What a form of the Thing is for, by the method of HTTP that it names. */
const operationOf: ReadonlyMap<unknown, string> = new Map([
  ["GET", "readallproperties"],
  ["PUT", "writeallproperties"],
]);

/**
 * A form of the Thing needs `op` (`td-op-for-thing`); TD 1.0 has no default for it either, but nothing that demands it.
 * Reading is what does no harm if it was not meant, and whether it was is open.
 */
export const nameThingOperations: UpgradeStep = (document, changed, open) =>
  mapForms(document, (form, holder, pointer) => {
    if (holder !== "thing" || Object.hasOwn(form, "op")) return form;
    const op = operationOf.get(form["htv:methodName"]) ?? "readallproperties";
    changed(`${pointer()}/op`, `is ${JSON.stringify(op)}: TD 1.1 demands an operation here, and TD 1.0 had no default`);
    open(`${pointer()}/op`, "has to say what the form is for, if it is not that");
    return { ...form, op };
  });
