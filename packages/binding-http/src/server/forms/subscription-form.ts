import { queryTemplate, templateNames } from "@thingwright/contracts";
import type { Form } from "@thingwright/td";
import type { EmissionSource } from "../subscriptions/emission-source.js";

/** A Form that subscribes to `source`. */
export const subscriptionForm = (
  { path, uriVariables, operations }: Pick<EmissionSource, "path" | "uriVariables" | "operations">,
  base: string,
  contentType: string,
  subprotocol: string,
): Form => ({
  href: base + path + queryTemplate(templateNames(uriVariables)),
  contentType,
  op: operations,
  subprotocol,
});
