import { escapePointer, isRecord } from "@thingwright/td";

type JsonObject = Readonly<Record<string, unknown>>;
export type FormHolder = "thing" | "properties" | "actions" | "events";

/** Gives another form, or the same. */
export type FormChange = (form: JsonObject, holder: FormHolder, pointer: () => string) => JsonObject;

/** The document with every form as `change` gives it; members keep their order, what is no form stays. */
export function mapForms(document: JsonObject, change: FormChange): JsonObject {
  return mapMembers(document, (value, name) => {
    if (name === "forms") return ofList(value, "thing", () => "", change);
    if (name !== "properties" && name !== "actions" && name !== "events") return value;
    if (!isRecord(value)) return value;
    return mapMembers(value, (affordance, key) =>
      isRecord(affordance)
        ? mapMembers(affordance, (member, term) =>
            term === "forms" ? ofList(member, name, () => `/${name}/${escapePointer(key)}`, change) : member,
          )
        : affordance,
    );
  });
}

function ofList(forms: unknown, holder: FormHolder, at: () => string, change: FormChange): unknown {
  if (!Array.isArray(forms)) return forms;
  const changed = forms.map((form: unknown, index) =>
    isRecord(form) ? change(form, holder, () => `${at()}/forms/${index}`) : form,
  );
  return changed.some((form, index) => form !== forms[index]) ? changed : forms;
}

/** A copy with other values, or the object itself when all values are the same. */
export function mapMembers(object: JsonObject, change: (value: unknown, name: string) => unknown): JsonObject {
  const members = Object.entries(object).map(([name, value]) => [name, change(value, name)] as const);
  return members.some(([name, value]) => value !== object[name]) ? Object.fromEntries(members) : object;
}
