import { unescapePointer } from "@thingwright/td";
import { type JsonNode, JsonScanner } from "./json-scanner.js";
import { positionsIn, type SourcePosition } from "./source-position.js";

/** Where the values of a JSON text stand in it. */
export interface SourceMap {
  /** The place of the value at `pointer`, or of the innermost one around it when there is none. */
  positionOf(pointer: string): SourcePosition;
  /** Pointers of members whose name was there before in the same object; the first hundred. */
  readonly repeated: readonly string[];
}

/**
 * Finds the values of `text`, which `JSON.parse` has accepted and whose depth is limited. Linear in the text.
 *
 * @see RFC 8259, RFC 6901
 */
export function sourceMap(text: string): SourceMap {
  const scanner = new JsonScanner(text);
  const root = scanner.scan();
  let positionAt: ((offset: number) => SourcePosition) | undefined;
  return {
    repeated: scanner.repeated,
    positionOf(pointer) {
      positionAt ??= positionsIn(text);
      return positionAt(nodeAt(root, pointer).offset);
    },
  };
}

/** The node at `pointer`, or the last one on the way there. */
function nodeAt(root: JsonNode, pointer: string): JsonNode {
  let node = root;
  for (const token of pointer.split("/").slice(1)) {
    const child = node.children?.get(unescapePointer(token));
    if (child === undefined) return node;
    node = child;
  }
  return node;
}
