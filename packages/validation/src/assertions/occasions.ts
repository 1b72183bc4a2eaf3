import { isRecord } from "@thingwright/td";

type JsonObject = Readonly<Record<string, unknown>>;

/** What a Thing Description has, taken together. */
export interface Occasions {
  /** The members of `@context`. */
  readonly contexts: readonly unknown[];
  readonly schemes: readonly JsonObject[];
  readonly links: readonly JsonObject[];
  readonly formsOf: Readonly<Record<"thing" | "property" | "action" | "event", readonly JsonObject[]>>;
  /** Every object but those within a value: of `const`, `default`, `enum` and the context. */
  readonly objects: readonly JsonObject[];
  /** Names of the members of `objects`. */
  readonly names: ReadonlySet<string>;
  /** Types of the members of `objects`, as `typeof` has them. */
  readonly values: ReadonlySet<string>;
}

/** Looks at a document once. */
export function occasionsOf(document: JsonObject): Occasions {
  const objects: JsonObject[] = [];
  collect(document, objects);
  const formsIn = (map: unknown) => objectsIn(map).flatMap(({ forms }) => listOf(forms));
  return {
    contexts: [document["@context"]].flat(),
    schemes: objectsIn(document.securityDefinitions),
    links: listOf(document.links),
    formsOf: {
      thing: listOf(document.forms),
      property: formsIn(document.properties),
      action: formsIn(document.actions),
      event: formsIn(document.events),
    },
    objects,
    names: new Set(objects.flatMap((each) => Object.keys(each))),
    values: new Set(objects.flatMap((each) => Object.values(each).map((value) => typeof value))),
  };
}

/** Members that hold values, not descriptions. */
const valued: ReadonlySet<string> = new Set(["@context", "const", "default", "enum"]);

function collect(value: unknown, objects: JsonObject[]): void {
  if (Array.isArray(value)) for (const each of value) collect(each, objects);
  if (!isRecord(value)) return;
  objects.push(value);
  for (const [name, member] of Object.entries(value)) if (!valued.has(name)) collect(member, objects);
}

const objectsIn = (map: unknown): readonly JsonObject[] => (isRecord(map) ? Object.values(map).filter(isRecord) : []);

const listOf = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isRecord) : []);
