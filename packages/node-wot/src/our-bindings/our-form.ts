import { compileUriTemplate, type EffectiveForm, type Form, type Operation, type UriTemplate } from "@thingwright/td";
import type { TheirForm } from "../plug-in/interfaces.js";

/** A Form of theirs as our bindings take it. Their runtime has filled in its URI variables. */
export interface OurForm {
  readonly form: EffectiveForm;
  readonly href: UriTemplate;
}

export function ourForm(theirs: TheirForm, operation: Operation): OurForm {
  const href = literal(theirs.href);
  const contentType = theirs.contentType ?? "application/json";
  const response = theirs.response as { contentType?: string } | undefined;
  const form: EffectiveForm = {
    form: { ...theirs, href } as unknown as Form,
    index: 0,
    pointer: "",
    op: [operation],
    contentType,
    href,
    security: [],
    scopes: listOf(theirs.scopes),
    response: { contentType: response?.contentType ?? contentType },
    additionalResponses: [],
    ...(theirs.subprotocol === undefined ? {} : { subprotocol: theirs.subprotocol }),
  };
  return { form, href: compileUriTemplate(href) };
}

/**
 * The operation that their runtime means by one of the methods of a client: the Form's own, where it has one of that kind.
 *
 * @param ofTheKind - operations that the method stands for, the usual one first
 */
export function operationOf({ op }: TheirForm, ofTheKind: readonly [Operation, ...Operation[]]): Operation {
  const own = listOf(op);
  return ofTheKind.find((each) => own.includes(each)) ?? ofTheKind[0];
}

/** A URL is no URI Template: its braces stand for themselves. */
const literal = (url: string): string => url.replaceAll("{", "%7B").replaceAll("}", "%7D");

function listOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((each): each is string => typeof each === "string");
  return typeof value === "string" ? [value] : [];
}
