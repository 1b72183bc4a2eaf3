import type { Feature } from "./recognition/served.js";

/** A value as the entity has it: what is read is a property, what can only be set an action, what happens an event. */
export function ownAffordance({ entity, value }: Feature): object {
  const { kind, key, schema, writing } = value;
  const title = [entity.name ?? entity.config.objectId, ...(key === "state" ? [] : [key.replaceAll("_", " ")])].join(
    " ",
  );
  if (kind === "event") return { title, data: schema };
  if (kind === "property")
    return { title, ...schema, observable: true, ...(writing === undefined && { readOnly: true }) };
  return { title, ...(Object.keys(schema).length > 0 && { input: schema }), safe: false };
}
