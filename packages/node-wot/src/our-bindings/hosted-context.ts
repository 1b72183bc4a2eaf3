import type { Clock, Content, InboundRequest } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import { collectBody } from "../plug-in/collect-body.js";
import type { TheirAffordance, TheirExposedThing } from "../plug-in/exposed-thing.js";
import type { TheirContent, TheirForm } from "../plug-in/interfaces.js";
import type { Exposing } from "./exposing.js";
import type { Declarations } from "./hosted-declarations.js";

/** What the affordances of one hosted Thing share. */
export interface HostedContext {
  readonly thing: TheirExposedThing;
  readonly clock: Clock;
  /** Bytes of what a handler answers or emits. */
  readonly maxBodyBytes: number;
  /** The Forms that this server wrote into the Thing. */
  readonly forms: ReadonlySet<TheirForm>;
  /** Content types that are offered. */
  readonly contentTypes: readonly string[];
  readonly declared: Declarations;
  readonly exposing: Exposing;
  /** @throws {WotError} when who asks may not */
  admit(request: InboundRequest): Promise<void>;
}

/** Position of this server's Form for an operation, by which their core knows the content type; the first one where there is none. */
export function formIndexOf(
  { forms = [] }: TheirAffordance,
  operation: Operation,
  contentType: string,
  own: ReadonlySet<TheirForm>,
): number {
  const serves = (form: TheirForm): boolean => own.has(form) && form.op?.includes(operation) === true;
  const index = forms.findIndex((form) => serves(form) && form.contentType === contentType);
  return index >= 0 ? index : Math.max(0, forms.findIndex(serves));
}

/** Content of theirs as a server of ours takes it. */
export async function answerOf(content: TheirContent, contentType: string, maxBodyBytes: number): Promise<Content> {
  return { contentType: content.type ?? contentType, body: await collectBody(content, maxBodyBytes) };
}
