import type { DataSchema } from "@thingwright/td";
import type { JsonObject } from "../../conversion.js";
import type { SchemaReader } from "../../json-schema/schema-reader.js";
import { isText } from "../../read/entries.js";
import { sameJson } from "../../read/same-json.js";
import type { Placed, Source } from "../../read/source.js";
import type { ThingBuilder } from "../../thing/thing-builder.js";
import { UniqueNames } from "../../unique-names.js";
import { methodOf } from "../method.js";
import { nameOfPath } from "./affordance-name.js";
import { contentTermsOf, membersOf } from "./affordance-terms.js";
import { contentOf } from "./content.js";
import { isEventStream, type Request, type Role, saidRole } from "./request.js";
import { answersOf } from "./responses.js";
import type { FormSecurity, SecurityRequirements } from "./security-requirements.js";
import { serverOf } from "./servers.js";
import { parametersOf, templateOf } from "./template.js";

export interface PathReaderOptions {
  readonly source: Source;
  readonly builder: ThingBuilder;
  readonly schemas: SchemaReader;
  readonly requirements: SecurityRequirements;
  /** What the document asks for where an operation does not say. */
  readonly thingSecurity: FormSecurity;
  /** What comes before a path where no server is said and the Thing has no `base`. */
  readonly prefix: string | undefined;
}

/** GET first: whether PUT writes a property depends on it. */
const methods = ["get", "put", "post", "patch", "delete"] as const;

const itemTerms = new Set(["$ref", "summary", "description", "servers", "parameters", ...methods]);
const operationTerms = new Set([
  ...["operationId", "summary", "description", "parameters", "requestBody", "responses", "security", "servers"],
  ...["x-wot-operation", "x-wot-affordance"],
]);

/** Reads Path Item Objects into the Forms of a Thing. */
export class PathReader {
  readonly #options: PathReaderOptions;
  readonly #names: { readonly [kind in "property" | "action" | "event"]: UniqueNames } = {
    property: new UniqueNames(),
    action: new UniqueNames(),
    event: new UniqueNames(),
  };

  constructor(options: PathReaderOptions) {
    this.#options = options;
  }

  read(path: string, value: unknown, at: string): void {
    const { source } = this.#options;
    const item = source.follow(value, at);
    if (item === undefined) return;
    source.losses.addOthers(item.value, item.pointer, itemTerms, "a Thing Description");
    let property: { readonly name: string; readonly schema: DataSchema | undefined } | undefined;
    for (const method of methods) {
      const place = source.follow(item.value[method], `${item.pointer}/${method}`);
      if (place === undefined) continue;
      source.countOperation(place.pointer);
      source.losses.addOthers(place.value, place.pointer, operationTerms, "a Form");
      const request = this.#requestOf(path, item, method, place);
      const role = saidRole(request) ?? this.#roleOf(request, property);
      if (role.op === "readproperty" && role.name !== undefined) {
        property = { name: role.name, schema: request.answers.output?.schema };
      }
      this.#addForm(request, role);
    }
  }

  #requestOf(path: string, item: Placed, method: string, { value: operation, pointer }: Placed): Request {
    const { source, schemas } = this.#options;
    const input = contentOf(source.follow(operation.requestBody, `${pointer}/requestBody`), source, schemas);
    const name = isText(operation.operationId) ? operation.operationId : `${method}_${nameOfPath(path)}`;
    const answers = answersOf(operation.responses, `${pointer}/responses`, name, this.#options);
    return { path, item, method, operation, pointer, input, answers };
  }

  /** The rule for documents that do not say it themselves. */
  #roleOf(
    { path, method, operation, input, answers: { output } }: Request,
    property: { readonly name: string; readonly schema: DataSchema | undefined } | undefined,
  ): Role {
    const ownName = nameOfPath(path);
    if (method === "get" && isEventStream(output)) {
      return { kind: "event", name: this.#take("event", ownName), op: "subscribeevent", subprotocol: "sse" };
    }
    if (method === "get" && input === undefined) {
      return { kind: "property", name: this.#take("property", ownName), op: "readproperty" };
    }
    if (method === "put" && property !== undefined && sameJson(property.schema, input?.schema)) {
      return { kind: "property", name: property.name, op: "writeproperty" };
    }
    const said = isText(operation.operationId) ? operation.operationId : undefined;
    const name = said ?? `${method}${ownName[0]!.toUpperCase()}${ownName.slice(1)}`;
    return { kind: "action", name: this.#take("action", name), op: "invokeaction" };
  }

  /** A name like `wanted` that no affordance of this kind has. */
  #take(kind: "property" | "action" | "event", wanted: string): string {
    let name: string;
    do name = this.#names[kind].take(wanted);
    while (this.#options.builder.has(kind, name));
    return name;
  }

  #addForm(request: Request, role: Role): void {
    const { source, builder, schemas } = this.#options;
    const { item, operation, pointer, path } = request;
    const lists = [
      { value: item.value.parameters, pointer: `${item.pointer}/parameters` },
      { value: operation.parameters, pointer: `${pointer}/parameters` },
    ];
    const template = templateOf(path, parametersOf(lists, source), { source, schemas, pointer });
    if (template === undefined) return;
    const form = this.#formOf(request, role, template.path, template.headers);
    builder.add({
      ...role,
      members: membersOf(request, role),
      form,
      uriVariables: template.uriVariables,
      pointer,
    });
  }

  #formOf(request: Request, role: Role, path: string, headers: readonly JsonObject[]): JsonObject {
    const { method, answers } = request;
    const content = contentTermsOf(request, role);
    const server = this.#serverOf(request);
    const standard = methodOf({ form: {} } as Parameters<typeof methodOf>[0], role.op);
    return {
      // Below `base`, which ends with a slash.
      href: server === undefined ? path.slice(1) || "./" : `${server}${path}`,
      ...(standard === method ? {} : { "htv:methodName": method.toUpperCase() }),
      ...content,
      ...(role.subprotocol === undefined ? {} : { subprotocol: role.subprotocol }),
      ...(headers.length === 0 ? {} : { "htv:headers": headers }),
      ...(answers.additional.length === 0 ? {} : { additionalResponses: answers.additional }),
      ...this.#securityOf(request),
    };
  }

  /** The server of this operation, or of its path, where it has one; else `base` holds. */
  #serverOf({ item, operation, pointer }: Request): string | undefined {
    const { source, prefix } = this.#options;
    return (
      serverOf(operation.servers, `${pointer}/servers`, source) ??
      serverOf(item.value.servers, `${item.pointer}/servers`, source) ??
      prefix
    );
  }

  #securityOf({ operation, pointer }: Request): JsonObject {
    const { requirements, thingSecurity } = this.#options;
    const { security, scopes } = Array.isArray(operation.security)
      ? requirements.read(operation.security, `${pointer}/security`)
      : thingSecurity;
    const isOwn = JSON.stringify(security) !== JSON.stringify(thingSecurity.security);
    return {
      ...(isOwn ? { security: security.length === 1 ? security[0] : security } : {}),
      ...(scopes.length === 0 ? {} : { scopes }),
    };
  }
}
