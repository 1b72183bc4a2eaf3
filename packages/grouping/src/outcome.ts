import { type MemberOutcome, RemoteError, toProblem } from "@thingwright/errors";
import type { Member } from "./member.js";

/** Whom an outcome is of. */
type Named = Pick<Member, "id" | "title">;

export const doneBy = ({ id, title }: Named): MemberOutcome => ({ member: id, title, done: true });

/** What a peer may see of why a member did not do it. */
export const failedBy = ({ id, title }: Named, error: unknown): MemberOutcome => ({
  member: id,
  title,
  done: false,
  problem: toProblem(error),
});

/**
 * Nothing when every member did what it was asked.
 *
 * @throws {RemoteError} WOT_MEMBERS with the outcome of each otherwise
 */
export function requireAllDone(outcomes: readonly MemberOutcome[]): void {
  const failed = outcomes.filter(({ done }) => !done);
  if (failed.length === 0) return;
  const names = failed.slice(0, maxNames).map(({ title, problem }) => `${title} (${problem?.title ?? "failed"})`);
  const more = failed.length > maxNames ? ` and ${failed.length - maxNames} more` : "";
  const message = `${failed.length} of ${outcomes.length} members did not do it: ${names.join(", ")}${more}`;
  throw new RemoteError("WOT_MEMBERS", message, { status: "members", outcomes });
}

/** Names in one message. */
const maxNames = 5;

/** DataSchema of a list of outcomes: `problem` are problem details of RFC 9457. */
export const outcomesSchema = {
  type: "array",
  items: {
    type: "object",
    properties: {
      member: { type: "string", format: "uri" },
      title: { type: "string" },
      done: { type: "boolean" },
      problem: {
        type: "object",
        properties: {
          type: { type: "string" },
          title: { type: "string" },
          status: { type: "integer" },
          code: { type: "string" },
          detail: { type: "string" },
        },
      },
    },
    required: ["member", "title", "done"],
  },
} as const;
