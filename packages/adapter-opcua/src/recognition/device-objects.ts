import type { UaNode } from "../browse/ua-node.js";

/** An object of a server that is a Thing, with the nodes that are its own. */
export interface DeviceObject {
  readonly object: UaNode;
  /** Browse names that lead to it, from where was looked. */
  readonly path: readonly string[];
  readonly parts: readonly DeviceNode[];
}

/** A variable, method or notifying object of a Thing. */
export interface DeviceNode {
  readonly node: UaNode;
  /** Browse names that lead to it from the object that is the Thing; empty for that itself. */
  readonly path: readonly string[];
  /** The object that has it. */
  readonly owner: UaNode;
}

/** The type of folders, and the one of objects of which nothing is said (OPC 10000-5 §6.6, §6.2). */
const folderType = "i=61";
const baseObjectType = "i=58";

/** Nesting that is followed. */
const maxDepth = 64;

/**
 * Which objects are Things. One that has variables or methods, or a type of its own, is one, with everything below it; a folder is none, but
 * for the variables that lie in it.
 *
 * @param isForced - says of objects, by their paths, that they are Things whatever they look like
 * @see OPC 10101 §7.1.1
 */
export function deviceObjects(
  roots: readonly UaNode[],
  isForced: (object: UaNode, path: readonly string[]) => boolean,
): readonly DeviceObject[] {
  return roots.flatMap((root) => below(root, [root.name], isForced));
}

function below(
  node: UaNode,
  path: readonly string[],
  isForced: (object: UaNode, path: readonly string[]) => boolean,
): readonly DeviceObject[] {
  if (node.kind !== "object" || path.length > maxDepth) return [];
  const holds = (each: UaNode, way: readonly string[]): boolean =>
    isForced(each, way) || each.children.some((child) => child.kind === "object" && holds(child, [...way, child.name]));
  const isDivided = node.children.some((child) => child.kind === "object" && holds(child, [...path, child.name]));
  const forced = isForced(node, path);
  if (forced || (!isDivided && isThing(node))) {
    const parts = partsOf(node, (child, way) => !isForced(child, [...path, ...way]));
    return parts.length === 0 && !forced ? [] : [{ object: node, path, parts }];
  }
  const inner = node.children.flatMap((child) => below(child, [...path, child.name], isForced));
  const loose = partsOf(node, () => false).filter(({ node: { isProperty } }) => !isProperty);
  return loose.length === 0 ? inner : [{ object: node, path, parts: loose }, ...inner];
}

function isThing(node: UaNode): boolean {
  if (node.typeId === folderType) return false;
  const isTyped = node.typeId !== undefined && node.typeId !== baseObjectType && !node.typeId.startsWith("i=");
  return isTyped || node.children.some(({ kind, isProperty }) => kind !== "object" && !isProperty);
}

/** The nodes of an object, and of those objects within it that belong to it. */
function partsOf(
  object: UaNode,
  belongs: (child: UaNode, path: readonly string[]) => boolean,
  path: readonly string[] = [],
): readonly DeviceNode[] {
  const own: DeviceNode[] = object.isNotifier ? [{ node: object, path, owner: object }] : [];
  for (const child of object.children) {
    const way = [...path, child.name];
    if (child.kind !== "object")
      own.push({ node: child, path: way, owner: object }, ...nestedVariables(child, way, object));
    else if (way.length < maxDepth && belongs(child, way)) own.push(...partsOf(child, belongs, way));
  }
  return own;
}

/** Variables that are parts of a variable. */
function nestedVariables(variable: UaNode, path: readonly string[], owner: UaNode): readonly DeviceNode[] {
  if (path.length >= maxDepth) return [];
  return variable.children.flatMap((child) => [
    { node: child, path: [...path, child.name], owner },
    ...nestedVariables(child, [...path, child.name], owner),
  ]);
}
