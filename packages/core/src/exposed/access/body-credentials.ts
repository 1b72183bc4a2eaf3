import { type Content, type InboundRequest, noContent, type ServerAuthenticator } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";
import { type DataSchema, resolvePointer } from "@thingwright/td";

/** The text at `pointer` in a JSON body, `undefined` where there is none; `-` at its end is the last item of an array. */
export function bodyMember({ content }: InboundRequest, pointer: string): string | undefined {
  const value = resolvePointer(parsed(content), settled(parsed(content), pointer));
  return typeof value === "string" ? value : undefined;
}

/**
 * The body of `request` without the members in which credentials came along: they are no part of the value. A member that
 * the input's own schema declares stays, because TD 1.1 §5.3.3.2 means it to be part of the input then.
 *
 * @param looked - says in which members credentials were looked for
 */
export function withoutCredentials(
  { content = noContent }: InboundRequest,
  looked: Pick<ServerAuthenticator, "bodyMembers"> | undefined,
  schema: DataSchema | undefined,
): Content {
  const members = looked?.bodyMembers;
  if (members === undefined || members.length === 0) return content;
  const pointers = [...new Set(members)].filter((pointer) => !declares(schema, pointer));
  if (pointers.length === 0) return content;
  const value = parsed(content);
  for (const pointer of pointers) remove(value, settled(value, pointer));
  if (schema === undefined && typeof value === "object" && value !== null && Object.keys(value).length === 0) {
    return noContent;
  }
  return { ...content, body: written(value) };
}

const isJson = (contentType: string): boolean => /^application\/(?:[^;]*\+)?json\s*(?:;|$)/i.test(contentType);

function parsed(content: Content | undefined): unknown {
  if (content === undefined || !isJson(content.contentType)) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content.body));
  } catch {
    return undefined;
  }
}

function written(value: unknown): Uint8Array {
  try {
    return new TextEncoder().encode(JSON.stringify(value));
  } catch (cause) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the body is nested too deeply", { cause });
  }
}

/** `pointer` with an index in place of a `-` at its end. */
function settled(value: unknown, pointer: string): string {
  if (!pointer.endsWith("/-")) return pointer;
  const array = resolvePointer(value, pointer.slice(0, -2));
  return Array.isArray(array) ? `${pointer.slice(0, -1)}${array.length - 1}` : pointer;
}

function remove(value: unknown, pointer: string): void {
  if (resolvePointer(value, pointer) === undefined) return;
  const end = pointer.lastIndexOf("/");
  const parent = resolvePointer(value, pointer.slice(0, end));
  const name = pointer
    .slice(end + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
  if (Array.isArray(parent)) parent.splice(Number(name), 1);
  else delete (parent as Record<string, unknown>)[name];
}

function declares(schema: DataSchema | undefined, pointer: string): boolean {
  const inSchema = pointer.replaceAll(/\/([^/]*)/g, "/properties/$1");
  return schema !== undefined && resolvePointer(schema, inSchema) !== undefined;
}
