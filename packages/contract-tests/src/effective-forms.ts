import type { EffectiveForm, Form, FormHolder, Operation, ThingDescription } from "@thingwright/td";

/** Stand-in. */
export function effectiveForms(thing: ThingDescription, kind: FormHolder, name?: string): readonly EffectiveForm[] {
  const group = { property: thing.properties, action: thing.actions, event: thing.events, thing: undefined }[kind];
  const forms: readonly Form[] = (kind === "thing" ? thing.forms : group?.[name ?? ""]?.forms) ?? [];
  return forms.map((form, index) => ({
    form,
    index,
    pointer: `/${kind}/${name}/forms/${index}`,
    op: (typeof form.op === "string" ? [form.op] : (form.op ?? [])) as readonly Operation[],
    contentType: form.contentType ?? "application/json",
    href: form.href,
    security: ["nosec_sc"],
    scopes: [],
    ...(form.subprotocol === undefined ? {} : { subprotocol: form.subprotocol }),
    response: form.response ?? { contentType: form.contentType ?? "application/json" },
    additionalResponses: [],
  }));
}
