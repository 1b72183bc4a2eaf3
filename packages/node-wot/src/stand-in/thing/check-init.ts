import { isRecord, isThingModel, validateThingDescription } from "@thingwright/td";
import { DEFAULT_CONTEXT_V11 } from "./thing-description.js";

/** What node-wot says of an init: errors only where it is not valid, one a line. */
export interface InitVerdict {
  valid: boolean;
  errors?: string;
}

/** Whether an init becomes a valid Thing Description once it is exposed. Missing Forms, security and title are no fault. */
export function validateExposedThingInit(data: unknown): InitVerdict {
  if (!isRecord(data)) return { valid: false, errors: "must be object" };
  if (isThingModel(data) || refersToModels(data))
    return { valid: false, errors: "ThingModel declaration is not supported" };
  const findings = validateThingDescription(completed(data)).filter(({ level }) => level === "error");
  if (findings.length === 0) return { valid: true };
  return { valid: false, errors: findings.map(({ pointer, message }) => `${pointer} ${message}`).join("\n") };
}

/** The same as a validator compiled by Ajv says it; what is wrong stays in `errors` until the next call. */
export interface SchemaValidator {
  (data: unknown): boolean;
  errors?: { message: string }[] | null;
}

export const tsSchemaValidator: SchemaValidator = (data) => {
  const { valid, errors = "" } = validateExposedThingInit(data);
  tsSchemaValidator.errors = valid ? null : errors.split("\n").map((message) => ({ message }));
  return valid;
};

/** Whether an affordance is taken from a Thing Model: it has to be resolved first. */
const refersToModels = (init: Record<string, unknown>): boolean =>
  [init.properties, init.actions, init.events]
    .filter(isRecord)
    .some((affordances) =>
      Object.values(affordances).some((affordance) => isRecord(affordance) && "tm:ref" in affordance),
    );

/** What stands in for all that a server adds, so that the rest can be judged. */
function completed(init: Record<string, unknown>): Record<string, unknown> {
  const affordances = ["properties", "actions", "events"].filter((kind) => isRecord(init[kind]));
  const secured = Array.isArray(init.security) || (typeof init.security === "string" && init.security !== "");
  return {
    ...init,
    "@context": init["@context"] ?? DEFAULT_CONTEXT_V11,
    title: init.title ?? "",
    ...(secured ? {} : { security: "nosec", securityDefinitions: { nosec: { scheme: "nosec" } } }),
    ...Object.fromEntries(affordances.map((kind) => [kind, withForms(init[kind] as Record<string, unknown>)])),
  };
}

function withForms(affordances: Record<string, unknown>): Record<string, unknown> {
  const members = Object.entries(affordances).map(([name, affordance]) => {
    if (!isRecord(affordance)) return [name, affordance] as const;
    const given = Array.isArray(affordance.forms) && affordance.forms.length > 0 ? affordance.forms : [{}];
    const forms = given.map((form: unknown) => (isRecord(form) ? { href: "/", ...form } : form));
    return [name, { ...affordance, forms }] as const;
  });
  return Object.fromEntries(members);
}
