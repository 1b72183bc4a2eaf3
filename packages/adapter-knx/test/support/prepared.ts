import type { ClientBinding, FormRefusal, FormRequest, PreparedForm } from "@thingwright/contracts";
import { compileUriTemplate, type Form, type Operation, type ThingDescription } from "@thingwright/td";

const thing = { title: "Device" } as unknown as ThingDescription;

export const formRequest = (form: Form, operation: Operation): FormRequest => ({
  thing,
  form: {
    form,
    index: 0,
    pointer: "/properties/x/forms/0",
    op: [operation],
    contentType: form.contentType ?? "application/json",
    href: form.href,
    security: [],
    scopes: [],
    response: { contentType: "application/json" },
    additionalResponses: [],
    ...(form.subprotocol !== undefined && { subprotocol: form.subprotocol }),
  },
  operation,
  affordance: "x",
  href: compileUriTemplate(form.href),
});

/** The prepared Form; fails the test when the binding refuses it. */
export function prepared(client: ClientBinding, form: Form, operation: Operation): PreparedForm {
  const result: PreparedForm | FormRefusal = client.prepare(formRequest(form, operation));
  if ("refused" in result) throw new Error(result.refused);
  return result;
}
