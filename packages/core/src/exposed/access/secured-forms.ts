import type { ServerAuthenticator } from "@thingwright/contracts";
import { type Form, type Operation, opened } from "@thingwright/td";
import type { Access, Admission } from "./thing-access.js";

/** What the Forms of one Thing ask, and for whom they are written. */
export interface FormSecurity {
  /** What the whole Thing asks. */
  readonly whole: ServerAuthenticator | undefined;
  /** Whether the reader may use what this authenticator guards. */
  mayUse(authenticator: ServerAuthenticator | undefined): boolean;
}

/**
 * `form` as the Forms of a Thing Description: one for all operations that ask the same, without those that its reader may
 * not use, with `security` and `scopes`, and with the variables in which credentials travel.
 *
 * @param access - what differs from the whole Thing
 */
export function securedForms(form: Form, access: Access | undefined, { whole, mayUse }: FormSecurity): readonly Form[] {
  if (access === undefined && (whole?.uriVariables ?? []).length === 0 && mayUse(whole)) return [form];
  const asThing: Admission = { authenticator: whole, terms: {} };
  const operations = [form.op ?? []].flat();
  const groups = new Map<Admission, Operation[]>();
  for (const op of operations) {
    const admission = access?.get(opened(op)) ?? asThing;
    groups.set(admission, [...(groups.get(admission) ?? []), op]);
  }
  return [...groups]
    .filter(([{ authenticator }]) => mayUse(authenticator))
    .map(([admission, op]) => securedForm(form, op.length === operations.length ? form.op : op, admission));
}

function securedForm(form: Form, op: Form["op"], { terms, authenticator }: Admission): Form {
  const names = authenticator?.uriVariables ?? [];
  return { ...form, ...(op !== undefined && { op }), ...terms, href: withVariables(form.href, names) };
}

/** `href` with `names` in its query (RFC 6570 §3.2.8, §3.2.9); those that it has already stay where they are. */
export function withVariables(href: string, names: readonly string[]): string {
  const known = new Set([...href.matchAll(/\{([^{}]*)\}/g)].flatMap(([, list]) => list!.match(/[\w.]+/g) ?? []));
  const missing = names.filter((name) => !known.has(name)).join(",");
  if (missing === "") return href;
  if (/\{[?&][^{}]*\}$/.test(href)) return `${href.slice(0, -1)},${missing}}`;
  return href.includes("?") ? `${href}{&${missing}}` : `${href}{?${missing}}`;
}
