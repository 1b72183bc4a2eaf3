import type { ClientAuthenticator, FormRequest } from "@thingwright/contracts";
import { compileUriTemplate, effectiveForms, type Form, type Operation, type ThingDescription } from "@thingwright/td";

/** A Thing of anybody's, with one affordance `x` that has one Form. */
export function formRequest(
  operation: Operation,
  form: Form,
  more: { readonly authenticator?: ClientAuthenticator; readonly action?: object } = {},
): FormRequest {
  const forms = [{ ...form, op: [operation] }];
  const kind = operation.endsWith("action") ? "action" : operation.endsWith("event") ? "event" : "property";
  const thing: ThingDescription = {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "x",
    security: ["nosec_sc"],
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    ...(kind === "property" ? { properties: { x: { type: "integer", forms } } } : {}),
    ...(kind === "action" ? { actions: { x: { ...more.action, forms } } } : {}),
    ...(kind === "event" ? { events: { x: { forms } } } : {}),
  };
  const [effective] = effectiveForms(thing, kind, "x");
  const { authenticator } = more;
  const href = compileUriTemplate(effective!.href);
  const request = { thing, form: effective!, operation, affordance: "x", href };
  return authenticator === undefined ? request : { ...request, authenticator };
}

/** A Thing with integer properties `a` and `b` and an event `e`, and one Form of its own. */
export function thingRequest(operation: Operation, form: Form): FormRequest {
  const forms = [{ href: "x:", op: [] }];
  const thing: ThingDescription = {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "x",
    security: ["nosec_sc"],
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    properties: { a: { type: "integer", forms }, b: { type: "integer", forms }, secret: { writeOnly: true, forms } },
    events: { e: { forms } },
    forms: [{ ...form, op: [operation] }],
  };
  const [effective] = effectiveForms(thing, "thing");
  return { thing, form: effective!, operation, href: compileUriTemplate(effective!.href) };
}
