import type { ClientAuthenticator, ClientBinding, FormRefusal, PreparedForm } from "@thingwright/contracts";
import {
  compileUriTemplate,
  type EffectiveForm,
  type Form,
  type Operation,
  type ThingDescription,
} from "@thingwright/td";

const thing: ThingDescription = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "a foreign Thing",
  security: "nosec_sc",
  securityDefinitions: { nosec_sc: { scheme: "nosec" } },
};

/** What `client` makes of `form`. */
export function tryForm(
  client: ClientBinding,
  form: Form,
  operation: Operation,
  authenticator?: ClientAuthenticator,
  affordance?: string,
): PreparedForm | FormRefusal {
  const effective: EffectiveForm = {
    form,
    index: 0,
    pointer: "/properties/p/forms/0",
    op: [operation],
    contentType: form.contentType ?? "application/json",
    href: form.href,
    security: [],
    scopes: [],
    response: { contentType: form.contentType ?? "application/json" },
    additionalResponses: [],
    ...(form.subprotocol === undefined ? {} : { subprotocol: form.subprotocol }),
  };
  const href = compileUriTemplate(form.href);
  return client.prepare({
    thing,
    form: effective,
    operation,
    href,
    ...(authenticator === undefined ? {} : { authenticator }),
    ...(affordance === undefined ? {} : { affordance }),
  });
}

/** `form`, which `client` must take. */
export function prepareForm(...parameters: Parameters<typeof tryForm>): PreparedForm {
  const prepared = tryForm(...parameters);
  if ("refused" in prepared) throw new TypeError(prepared.refused);
  return prepared;
}
