import type { ClientAuthenticator, ClientBinding, PreparedForm } from "@thingwright/contracts";
import { compileUriTemplate, effectiveForms, type Operation, type ThingDescription } from "@thingwright/td";

/** A Form of the scheme that the scripted factory has, prepared by `binding`. */
export function vendorForm(
  binding: ClientBinding,
  operation: Operation,
  { href = "vendor://device/value", authenticator }: { href?: string; authenticator?: ClientAuthenticator } = {},
): PreparedForm {
  const thing: ThingDescription = {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "a device",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: "nosec_sc",
    properties: { value: { forms: [{ href, op: operation, "vendor:page": 3 }] } },
  };
  const [form] = effectiveForms(thing, "property", "value");
  const request = { thing, form: form!, operation, href: compileUriTemplate(href), affordance: "value" };
  const prepared = binding.prepare(authenticator === undefined ? request : { ...request, authenticator });
  if ("refused" in prepared) throw new Error(prepared.refused);
  return prepared;
}

/** Brings the token as HTTP does. */
export const bearing = (token: string): ClientAuthenticator => ({
  carriers: ["headers"],
  authenticate: () => ({ headers: { authorization: `Bearer ${token}` } }),
});
