import { broken } from "../broken.js";
import type { JsonObject } from "../json-object.js";
import { absolute, isSubmodel } from "../references.js";

/** A model that another one is composed of. */
export interface Submodel {
  /** Name within the model that is composed, unlike that of all others there. */
  readonly name: string;
  readonly url: string;
  /** Where it is linked. */
  readonly pointer: string;
  readonly assertion: "tm-compose-submodel";
}

/**
 * What the model at `url` is composed of, in the order of its links. One without `instanceName` has the name of its document,
 * with a number where that is taken.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID: `tm-compose-submodel` for an address that is none, `tm-compose-instanceName`
 *   for a name that is no text, `tm-compose-name-collision` for one that is there twice
 * @see TD 1.1 §9.3.3
 */
export function submodelsOf(model: JsonObject, url: string): readonly Submodel[] {
  const links = (Array.isArray(model.links) ? model.links : []).map((link, index) => ({ link, index }));
  const submodels = links.filter(({ link }) => isSubmodel(link));
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  for (const { link, index } of submodels) claim(link.instanceName, `/links/${index}/instanceName`, url, taken);
  return submodels.map(({ link, index }) => {
    const pointer = `/links/${index}/href`;
    const assertion = "tm-compose-submodel" as const;
    const target = absolute(link.href, url, pointer, assertion).split("#", 1)[0]!;
    return { name: link.instanceName ?? freeName(target, taken, numbers), url: target, pointer, assertion };
  });
}

function claim(name: unknown, pointer: string, url: string, taken: Set<string>): void {
  if (name === undefined) return;
  if (typeof name !== "string" || name === "") throw broken(url, pointer, "must be a text", "tm-compose-instanceName");
  if (taken.has(name)) throw broken(url, pointer, `is there twice: ${name}`, "tm-compose-name-collision");
  taken.add(name);
}

function freeName(url: string, taken: Set<string>, numbers: Map<string, number>): string {
  const document = new URL(url).pathname.split("/").pop()!.split(".", 1)[0] || "submodel";
  let number = numbers.get(document) ?? 1;
  while (taken.has(numbered(document, number))) number++;
  numbers.set(document, number + 1);
  taken.add(numbered(document, number));
  return numbered(document, number);
}

const numbered = (name: string, number: number): string => (number === 1 ? name : `${name}-${number}`);
