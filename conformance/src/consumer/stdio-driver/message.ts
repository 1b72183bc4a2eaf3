import type { Notification, Reply } from "../command.js";

/** A line that a client says. */
export type Message =
  | { readonly kind: "reply"; readonly id: number; readonly members: Readonly<Record<string, unknown>> }
  | { readonly kind: "notification"; readonly notification: Notification };

/** What a line says; `undefined` when it is something else, such as a remark for people, which is passed over. */
export function messageIn(line: string): Message | undefined {
  if (!line.startsWith("{")) return undefined;
  const members = membersOf(line);
  if (typeof members?.id === "number") return { kind: "reply", id: members.id, members };
  if (typeof members?.notify !== "string") return undefined;
  const { notify: name, ...rest } = members;
  return { kind: "notification", notification: Object.hasOwn(rest, "value") ? { name, value: rest.value } : { name } };
}

/** What these members of a reply mean. */
export function replyIn(members: Readonly<Record<string, unknown>>): Reply {
  if (Object.hasOwn(members, "unsupported")) return { kind: "unsupported", message: textOf(members.unsupported) };
  if (Object.hasOwn(members, "error")) return { kind: "failed", message: textOf(members.error) };
  return Object.hasOwn(members, "value") ? { kind: "done", value: members.value } : { kind: "done" };
}

/** Longest explanation that is taken over. */
const maxTextLength = 500;

const textOf = (value: unknown): string =>
  (typeof value === "string" ? value : JSON.stringify(value)).slice(0, maxTextLength);

function membersOf(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
