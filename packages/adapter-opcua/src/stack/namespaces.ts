import { ProtocolError } from "@thingwright/errors";

/**
 * The namespaces of a server, whose numbers are its own and may be others tomorrow: turns node ids with a number into those with a URI,
 * and back (OPC 10000-6 §5.1.12).
 */
export class Namespaces {
  readonly uris: readonly string[];
  readonly #indices: ReadonlyMap<string, number>;

  constructor(uris: readonly string[]) {
    this.uris = uris;
    this.#indices = new Map(uris.map((uri, index) => [uri, index]));
  }

  uriOf(index: number): string {
    return this.uris[index] ?? `urn:unknown-namespace:${index}`;
  }

  /** `ns=2;s=Ahu1` as `nsu=urn:example:building;s=Ahu1`; those of namespace 0 without either. */
  global(local: string): string {
    const [, index = "0", rest = ""] = /^(?:ns=(\d+);)?(.*)$/s.exec(local) ?? [];
    return index === "0" ? rest : `nsu=${escaped(this.uriOf(Number(index)))};${rest}`;
  }

  /**
   * The reverse. An id with `ns=` stays as it is.
   *
   * @throws {ProtocolError} WOT_PROTOCOL where the server has no such namespace
   */
  local(global: string): string {
    const found = /^nsu=([^;]*);(.*)$/s.exec(global);
    if (found === null) return global;
    const [, uri = "", rest = ""] = found;
    const index = this.#indices.get(unescaped(uri));
    if (index !== undefined) return `ns=${index};${rest}`;
    throw new ProtocolError("WOT_PROTOCOL", `the server has no namespace ${unescaped(uri)}`, {
      section: "OPC 10000-6 §5.1.12",
    });
  }
}

/** Semicolons and per cent signs of a namespace URI. */
const escaped = (uri: string): string => uri.replaceAll("%", "%25").replaceAll(";", "%3B");

const unescaped = (uri: string): string => uri.replaceAll(/%3B/gi, ";").replaceAll("%25", "%");

/** A node id of the stack as text: it writes names of well-known ones before it. */
export const bareNodeId = (nodeId: { toString(): string }): string =>
  nodeId.toString().replace(/^[A-Za-z_0-9]+ \((ns=\d+;i=\d+)\)$/, "$1");
