import type { FormRequest } from "@thingwright/contracts";
import { type MatterAddress, parseMatterAddress } from "./matter-address.js";

/** One Form × operation as a request of the Interaction Model, still without a value. */
export interface MatterRequest {
  readonly address: MatterAddress;
  /** `matv:fields`: fields of the command that the body may leave out. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads the Form's address and `matv:` terms.
 *
 * @returns a reason, for a person, when the Form cannot be used
 */
export function readMatterForm({ form, operation }: FormRequest, href: string): MatterRequest | string {
  const address = parseMatterAddress(href);
  if (address === undefined) return `${href} is no matter://NODE/ENDPOINT/CLUSTER/ELEMENT`;
  if (!/^\s*application\/json\s*(?:;|$)/i.test(form.contentType)) {
    return `bodies are application/json, not ${form.contentType}`;
  }
  if (operation === "subscribeevent" && address.element === undefined) return `${href} names no event`;
  const fields = termOf(form.form, "matv:fields") ?? {};
  if (typeof fields !== "object" || Array.isArray(fields)) return "matv:fields is no object";
  return { address, fields: fields as Readonly<Record<string, unknown>> };
}

const termOf = (form: object, name: string): unknown =>
  Object.hasOwn(form, name) ? (form as Readonly<Record<string, unknown>>)[name] : undefined;
