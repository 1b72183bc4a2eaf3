import type { FormHolder } from "@thingwright/td";

/** What an object or array is by where it stands, as far as rules ask, and what its members are. */
export interface Role {
  readonly isSchema?: true;
  /** The affordance that an object is, or the Thing. */
  readonly holds?: FormHolder;
  readonly isForm?: true;
  readonly isScheme?: true;
  /** What members of these names are. */
  readonly named?: ReadonlyMap<string, Role>;
  /** What all members of an object are whatever they are called. */
  readonly member?: Role;
  /** What all items of an array are. */
  readonly item?: Role;
}

const map = (each: Role): Role => ({ member: each, item: each });

const schemaMembers = new Map<string, Role>();
const schema: Role = { isSchema: true, named: schemaMembers };
const schemas = map(schema);
for (const name of ["properties", "oneOf", "allOf", "anyOf"]) schemaMembers.set(name, schemas);
schemaMembers.set("items", { ...schema, item: schema });

const ofInteractions: readonly (readonly [string, Role])[] = [
  ["forms", { item: { isForm: true } }],
  ["uriVariables", schemas],
];

const affordance = (holds: FormHolder, ...parts: readonly string[]): Role => ({
  holds,
  named: new Map([...ofInteractions, ...parts.map((name) => [name, schema] as const)]),
});

/** An affordance of the kind `property` is a DataSchema too. */
const property: Role = { isSchema: true, holds: "property", named: new Map([...schemaMembers, ...ofInteractions]) };

/** The document itself (TD 1.1 §5.3.1.1). */
export const thingRole: Role = {
  holds: "thing",
  named: new Map([
    ...ofInteractions,
    ["schemaDefinitions", schemas],
    ["securityDefinitions", { member: { isScheme: true } }],
    ["properties", map(property)],
    ["actions", map(affordance("action", "input", "output"))],
    ["events", map(affordance("event", "subscription", "data", "dataResponse", "cancellation"))],
  ]),
};

/** The role of a member of an object that has `role`. */
export const roleOfMember = (role: Role | undefined, name: string): Role | undefined =>
  role === undefined ? undefined : (role.member ?? role.named?.get(name));
