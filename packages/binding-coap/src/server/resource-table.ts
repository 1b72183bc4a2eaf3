import { type CoapRequest, pathOf } from "@thingwright/coap";
import type { PathSegments } from "@thingwright/contracts";
import type { Resource } from "./resource.js";

/** The resources of a server by path. */
export class ResourceTable {
  readonly #byPath = new Map<string, Resource>();

  set(segments: PathSegments, resource: Resource): void {
    this.#byPath.set(pathOf(segments), resource);
  }

  delete(segments: PathSegments): void {
    this.#byPath.delete(pathOf(segments));
  }

  /** The resource that a request is for: in the table, or below one that is. */
  find({ path, segments }: CoapRequest): Resource | undefined {
    return this.#byPath.get(path) ?? this.#childAt(segments);
  }

  #childAt(segments: PathSegments): Resource | undefined {
    const last = segments.at(-1);
    if (last === undefined || last === "") return undefined;
    return this.#byPath.get(pathOf(segments.slice(0, -1)))?.child?.(last);
  }
}
