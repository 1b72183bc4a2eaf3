import type { JsonObject, LossList } from "../conversion.js";
import { UniqueNames } from "../unique-names.js";

/** An Operation Object and where it belongs. */
export interface PlacedOperation {
  readonly server: string;
  readonly path: string;
  readonly method: string;
  readonly id: string;
  readonly operation: JsonObject;
  /** JSON Pointer of the Form that it comes from. */
  readonly pointer: string;
}

/** Builds `servers` and `paths`; the first operation at a method and path stays, a further one is a loss. */
export class Paths {
  readonly #losses: LossList;
  readonly #servers: string[] = [];
  readonly #items = new Map<string, { readonly path: string; readonly operations: Map<string, JsonObject> }>();
  readonly #ids = new UniqueNames();

  constructor(losses: LossList) {
    this.#losses = losses;
  }

  add({ server, path, method, id, operation, pointer }: PlacedOperation): void {
    // Paths that differ only in the names of their parameters are the same to OpenAPI.
    const key = path.replace(/\{\w+\}/g, "{}");
    const item = this.#items.get(key) ?? { path, operations: new Map<string, JsonObject>() };
    if (item.path !== path || item.operations.has(method)) {
      this.#losses.add(pointer, `OpenAPI has room for one ${method.toUpperCase()} ${item.path}; ${id} is another`);
      return;
    }
    if (this.#servers.length === 0) this.#servers.push(server);
    const servers = server === this.#servers[0] ? {} : { servers: [{ url: server }] };
    item.operations.set(method, { operationId: this.#ids.take(id), ...operation, ...servers });
    this.#items.set(key, item);
  }

  toMembers(): JsonObject {
    const paths = Object.fromEntries(
      [...this.#items.values()].map(({ path, operations }) => [path, Object.fromEntries(operations)]),
    );
    return { ...(this.#servers.length === 0 ? {} : { servers: this.#servers.map((url) => ({ url })) }), paths };
  }
}
