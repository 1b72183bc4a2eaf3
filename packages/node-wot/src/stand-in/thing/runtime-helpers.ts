import { networkInterfaces } from "node:os";
import { createDebugLogger } from "../logging/loggers.js";
import { tsSchemaValidator, validateExposedThingInit } from "./check-init.js";
import {
  nameWithVariables,
  parseInteractionOptions,
  parseUrlParameters,
  validateInteractionOptions,
} from "./uri-variables.js";

/** Who fetches documents. */
export interface Fetcher {
  fetchDocument(uri: string): Promise<unknown>;
}

const debug = createDebugLogger("core", "helpers");

/** What programs of node-wot call beside the Scripting API. */
export class Helpers {
  static readonly tsSchemaValidator = tsSchemaValidator;
  static readonly validateExposedThingInit = validateExposedThingInit;
  static readonly parseInteractionOptions = parseInteractionOptions;
  static readonly validateInteractionOptions = validateInteractionOptions;
  static readonly parseUrlParameters = parseUrlParameters;
  static readonly updateInteractionNameWithUriVariablePattern = nameWithVariables;
  static #staticAddress: string | undefined;

  readonly #servient: Fetcher;

  constructor(srv: Fetcher) {
    this.#servient = srv;
  }

  /** The scheme of a URI. @throws {TypeError} for a text that is none */
  static extractScheme(uri: string): string {
    return new URL(uri).protocol.slice(0, -1);
  }

  /** Makes servers tell this host to peers, in place of the machine's addresses. */
  static setStaticAddress(address: string): void {
    Helpers.#staticAddress = address;
  }

  /** Hosts that servers tell to peers: addresses of the machine but loopback; `localhost` where it has no other. */
  static getAddresses(): string[] {
    if (Helpers.#staticAddress !== undefined) return [Helpers.#staticAddress];
    const found = Object.values(networkInterfaces())
      .flatMap((entries) => entries ?? [])
      .filter(({ internal }) => !internal)
      .flatMap((entry) => {
        if (entry.family === "IPv4") return [entry.address];
        return entry.scopeid === 0 ? [Helpers.toUriLiteral(entry.address)] : [];
      });
    return found.length === 0 ? ["localhost"] : found;
  }

  /** An address as it stands in a URI: IPv6 in brackets. */
  static toUriLiteral(address?: string): string {
    if (address === undefined || address === null) return "{invalid address - undefined}";
    return address.includes(":") ? `[${address}]` : address;
  }

  /** The name with the number at its end counted on, or with `_2`. */
  static generateUniqueName(name: string): string {
    const number = /.+_(\d+)$/.exec(name)?.[1];
    return number === undefined ? `${name}_2` : name.slice(0, -number.length) + (Number(number) + 1);
  }

  static toStringArray(input: string[] | string | undefined): string[] {
    return input === undefined || input === null ? [] : [input].flat();
  }

  /** A copy of what JSON carries. */
  static structuredClone<T>(value: T): T {
    return JSON.parse(JSON.stringify(value)) as T;
  }

  /** A new object with the members of both, those of `first` before the others; they win. */
  static extend<T extends object, U extends object>(first: T, second: U): T & U {
    return { ...first, ...second, ...first };
  }

  static async parseInteractionOutput(response: { value(): Promise<unknown> }): Promise<unknown> {
    try {
      return await response.value();
    } catch (error) {
      throw new Error("parseInteractionOutput low-level stream not implemented", { cause: error });
    }
  }

  /** A copy of the schema of Thing Descriptions that asks for nothing that `expose` adds. */
  static createExposeThingInitSchema(tdSchema: unknown): Record<string, unknown> {
    const schema = Helpers.structuredClone(tdSchema) as Record<string, unknown>;
    if (Array.isArray(schema.required)) schema.required = schema.required.filter((name) => !addedLater.has(name));
    else if (typeof schema.required === "string" && addedLater.has(schema.required)) delete schema.required;
    if (typeof schema.definitions === "object" && schema.definitions !== null) {
      const definitions = Object.entries(schema.definitions);
      schema.definitions = Object.fromEntries(
        definitions.map(([name, definition]) => [name, Helpers.createExposeThingInitSchema(definition)]),
      );
    }
    return schema;
  }

  /** The JSON document at `uri`, over the Servient's clients. */
  fetch(uri: string): Promise<unknown> {
    debug("fetching %s", uri);
    return this.#servient.fetchDocument(uri);
  }
}

const addedLater = new Set(["title", "@context", "instance", "forms", "security", "href", "securityDefinitions"]);
