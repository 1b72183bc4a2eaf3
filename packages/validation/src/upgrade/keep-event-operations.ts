import { mapForms } from "./map-forms.js";
import type { UpgradeStep } from "./upgrade.js";

/**
 * The form of an event without `op` is for `subscribeevent` in TD 1.0, for `unsubscribeevent` too in TD 1.1
 * (`td-default-op-events`): the old default is written out.
 */
export const keepEventOperations: UpgradeStep = (document, changed) =>
  mapForms(document, (form, holder, pointer) => {
    if (holder !== "events" || Object.hasOwn(form, "op")) return form;
    changed(`${pointer()}/op`, 'is "subscribeevent", the default of TD 1.0; that of TD 1.1 has "unsubscribeevent" too');
    return { ...form, op: "subscribeevent" };
  });
