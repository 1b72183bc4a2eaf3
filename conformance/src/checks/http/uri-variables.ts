import { type EffectiveForm, effectiveForms } from "@thingwright/td";
import { credentialsNeed } from "../../kinds/credentials-need.js";
import { holds, isPassing, isRefusal, unexercised, violated } from "../../kinds/form-answer.js";
import { FormEvidence } from "../../kinds/form-evidence.js";
import { readPropertyForms } from "../../kinds/read-form.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { expandHref, knownValues, uriVariablesOf } from "../../kinds/uri-variables.js";
import type { ThingSubject } from "../../subject.js";
import { type HttpRequest, isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

const requirement = "Every value of a URI variable that the description names makes an address that is served.";

/** Each address that a Form makes with one value of one variable, and the first values of the others. */
function addresses(subject: ThingSubject): readonly { readonly form: EffectiveForm; readonly request: HttpRequest }[] {
  const { thing } = subject;
  return readPropertyForms(thing).flatMap(({ name = "", property, form, request, unsendable }) => {
    const template = effectiveForms(thing, "property", name).find(({ pointer }) => pointer === form.pointer)!.href;
    const isOpen = credentialsNeed(thing, form.security) === "none";
    if (unsendable !== undefined || !isOpen || !/[{}]/.test(template)) return [];
    const variables = uriVariablesOf(thing, property);
    return Object.entries(variables).flatMap(([variable, schema]) =>
      knownValues(schema).flatMap((value) => {
        const expanded = expandHref(template, variables, [], { [variable]: value });
        return "url" in expanded ? [{ form, request: { ...request, url: expanded.url } }] : [];
      }),
    );
  });
}

export const variablesAreServed = thingCheck({
  id: "http/uri-variables",
  area: "http",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement,
  procedure:
    "Reads each property that anybody may read whose href has variables, once for each value that a variable is said to have: const, default, members of enum, both truth values, minimum and maximum, maxVariableValues at most. Fails on an error status other than a refusal, 408, 425, 429, 503 and 504.",
  example: "unit may be C or F, and ?unit=F is answered with 400.",
  safety: "read",
  appliesTo: (subject) =>
    addresses(subject).length > 0
      ? true
      : "no href of a property that anybody may read has variables with known values",
  async judge(subject) {
    const found = new FormEvidence();
    for (const { form, request } of addresses(subject)) {
      const exchange = await subject.http.ask(request);
      const { response } = exchange;
      const said = `${request.url}: ${summaryOf(exchange)}`;
      const isOpen = response === undefined || isPassing(response) || isRefusal(response);
      const finding = isOpen ? unexercised(said) : isSuccess(response) ? holds : violated(said);
      found.add({ ...finding, pointer: form.pointer, exchanges: [exchange] });
    }
    return found.together(requirement);
  },
});
