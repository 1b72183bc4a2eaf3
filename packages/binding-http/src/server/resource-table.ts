import { canonicalPath, decodeSegment } from "@thingwright/contracts";
import type { Resource } from "./resource.js";

/** The resources of a server by path: one look-up for an address as the Forms have it, a second try for any other. */
export class ResourceTable {
  readonly #byPath = new Map<string, Resource>();

  set(path: string, resource: Resource): void {
    this.#byPath.set(path, resource);
  }

  delete(path: string): void {
    this.#byPath.delete(path);
  }

  /** The resource whose canonical path is `path`. */
  exactly(path: string): Resource | undefined {
    return this.#byPath.get(path);
  }

  /** The resource at `path`, however it is encoded; `"malformed"` when no path can look like this. */
  find(path: string): Resource | "malformed" | undefined {
    const canonical = canonicalPath(path);
    if (canonical === undefined) return "malformed";
    return this.#byPath.get(canonical) ?? this.#childAt(canonical);
  }

  #childAt(path: string): Resource | undefined {
    const slash = path.lastIndexOf("/");
    const name = decodeSegment(path.slice(slash + 1));
    if (slash < 1 || name === undefined || name === "") return undefined;
    return this.#byPath.get(path.slice(0, slash))?.child?.(name);
  }
}
