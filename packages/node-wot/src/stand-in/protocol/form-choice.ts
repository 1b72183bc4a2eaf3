import type { Form, ThingInteraction } from "../thing/thing-description.js";

export type InteractionKind = "property" | "action" | "event";

/** Operations that a Form without `op` has (TD 1.1 §5.4). */
function defaultOperations(interaction: ThingInteraction, kind: InteractionKind): string[] {
  if (kind === "action") return ["invokeaction"];
  if (kind === "event") return ["subscribeevent", "unsubscribeevent"];
  return [
    ...(interaction.readOnly === true ? [] : ["writeproperty"]),
    ...(interaction.writeOnly === true ? [] : ["readproperty"]),
  ];
}

const serves = ({ op }: Form, operation: string): boolean => op !== undefined && [op].flat().includes(operation);

/**
 * Position of the Form for an operation: the one at `formIndex` where it serves, else the first that does; any Form is taken
 * to serve the default operations. -1 when there is none, and for what the affordance does not allow.
 */
export function getFormIndexForOperation(
  interaction: ThingInteraction,
  type: InteractionKind,
  operationName?: string,
  formIndex?: number,
): number {
  if (type === "property" && interaction.readOnly === true && operationName === "writeproperty") return -1;
  if (type === "property" && interaction.writeOnly === true && operationName === "readproperty") return -1;
  const { forms = [] } = interaction;
  const isDefault = operationName === undefined || defaultOperations(interaction, type).includes(operationName);
  const fits = (form: Form | undefined) => form !== undefined && (isDefault || serves(form, operationName));
  if (formIndex !== undefined && fits(forms[formIndex])) return formIndex;
  return forms.findIndex(fits);
}

/** Position of the Form that a request came by: its scheme, its path and, where one fits, its content type; else 0. */
export function findRequestMatchingFormIndex(
  forms: Form[] | undefined,
  uriScheme: string,
  requestUrl: string | undefined,
  contentType?: string,
): number {
  if (forms === undefined) return 0;
  const path = requestUrl?.split("?", 1)[0];
  const matching = forms.filter(({ href }) => {
    const url = new URL(href.replace(/\{[^}]*\}/g, ""));
    return url.protocol === `${uriScheme}:` && (path === undefined || url.pathname === path);
  });
  const sameType = contentType === undefined ? undefined : matching.find((form) => form.contentType === contentType);
  const chosen = sameType ?? matching[0];
  return chosen === undefined ? 0 : forms.indexOf(chosen);
}
