import { UsageError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import { actionTypes, eventTypes, propertyTypes } from "./affordance-types.js";
import { docComment } from "./doc-comment.js";
import { memberName, typeNameOf } from "./names.js";

/** Options of {@link generateTypes}. */
export interface GenerateTypesOptions {
  /** Name of the interface; default: the document's title in PascalCase. */
  readonly name?: string;
  /** The module that has the types which the code consists of; default `thingwright`. */
  readonly from?: string;
}

/**
 * The TypeScript module for a Thing Description or a Thing Model: one interface with the types of every affordance, to be
 * given to `consume` and `produce`. The same document gives the same text. A model is to be resolved first: what it extends
 * and refers to is not looked up.
 *
 * @param document - as it was parsed; what is no affordance in it is passed over
 * @throws {UsageError} WOT_ARGUMENT when it is no object, or neither it nor `options` has a usable name
 */
export function generateTypes(document: unknown, options: GenerateTypesOptions = {}): string {
  if (!isRecord(document))
    throw new UsageError("WOT_ARGUMENT", "types are made from a Thing Description or Thing Model");
  const name = options.name ?? typeNameOf(document.title);
  if (name === undefined || typeNameOf(name) !== name) {
    throw new UsageError(
      "WOT_ARGUMENT",
      "the document has no title that makes a name of a type: give one in PascalCase",
    );
  }
  const used = kinds
    .filter(({ kind }) => affordancesOf(document, kind).length > 0)
    .map(({ type }) => type)
    .sort();
  const imports = `import type { ${used.join(", ")} } from ${JSON.stringify(options.from ?? "thingwright")};\n`;
  const members = kinds.map((kind) => group(kind, document)).join("\n");
  return `// Generated from a Thing Description or Thing Model. Do not edit: generate it anew.
${used.length > 0 ? imports : ""}
${docComment(document, "")}export interface ${name} {
${members}
}
`;
}

type Generator = (affordance: Document, variables: unknown) => string;
type Document = Readonly<Record<string, unknown>>;

interface Kind {
  readonly kind: string;
  readonly type: string;
  readonly generate: Generator;
}

const kinds: readonly Kind[] = [
  { kind: "properties", type: "PropertyTypes", generate: propertyTypes },
  { kind: "actions", type: "ActionTypes", generate: actionTypes },
  { kind: "events", type: "EventTypes", generate: eventTypes },
];

const affordancesOf = (document: Document, kind: string): readonly [string, Document][] =>
  Object.entries(isRecord(document[kind]) ? document[kind] : {}).filter((entry): entry is [string, Document] =>
    isRecord(entry[1]),
  );

/** The member of the interface for one kind of affordances. */
function group({ kind, generate }: Kind, document: Document): string {
  const affordances = affordancesOf(document, kind);
  if (affordances.length === 0) return `  readonly ${kind}: Record<never, object>;`;
  const members = affordances.map(
    ([name, affordance]) =>
      `${docComment(affordance, "    ")}    readonly ${memberName(name)}: ${generate(affordance, document.uriVariables)};`,
  );
  return `  readonly ${kind}: {\n${members.join("\n")}\n  };`;
}
