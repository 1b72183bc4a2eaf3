import { UsageError } from "@thingwright/errors";
import { escapePointer } from "../json-pointer.js";
import type { AdditionalExpectedResponse, ExpectedResponse, Form } from "../types/form.js";
import type { FormHolder, Operation } from "../types/operation.js";
import type { ThingDescription } from "../types/thing.js";
import { resolveHref } from "../uri/resolve-href.js";
import { defaultOperations } from "./default-operations.js";

/** An `additionalResponses` entry with its defaults (TD 1.1 §5.4). */
export interface EffectiveAdditionalResponse {
  readonly success: boolean;
  readonly contentType: string;
  /** Name of an entry in the Thing's `schemaDefinitions`. */
  readonly schema?: string;
}

/** A Form with everything that TD 1.1 §5.4 says when the document does not. */
export interface EffectiveForm {
  /** The Form as the document has it, with the terms of its protocol binding. */
  readonly form: Form;
  /** Position in its `forms` array. */
  readonly index: number;
  /** JSON Pointer of the Form in the Thing Description. */
  readonly pointer: string;
  readonly op: readonly Operation[];
  readonly contentType: string;
  /** Resolved against `base`; a URI Template stays one. */
  readonly href: string;
  /** Names in `securityDefinitions`, all of which apply: the Form's own, else the Thing's. */
  readonly security: readonly string[];
  readonly subprotocol?: string;
  readonly scopes: readonly string[];
  readonly response: ExpectedResponse;
  readonly additionalResponses: readonly EffectiveAdditionalResponse[];
}

const terms = { property: "properties", action: "actions", event: "events" } as const;

/** Of TD 1.1 §5.4, `td-default-contentType`. */
const defaultContentType = "application/json";

/**
 * The Forms of an affordance of `thing`, or with the kind `"thing"` its own, in the document's order and with all
 * defaults in place. A view: `thing` stays as it is, and each call makes a new list.
 *
 * Empty when there are no `forms`, as in a Thing Description still to be exposed. `thing` is taken to be valid.
 *
 * @throws {UsageError} WOT_UNKNOWN_AFFORDANCE if `thing` has no affordance `name` of that kind
 * @see TD 1.1 §5.4
 */
export function effectiveForms(thing: ThingDescription, kind: FormHolder, name?: string): readonly EffectiveForm[] {
  if (kind === "thing") return (thing.forms ?? []).map((form, index) => effective(thing, form, index, "", []));
  const affordance = affordanceOf(thing, kind, name);
  const pointer = `/${terms[kind]}/${escapePointer(name!)}`;
  const operations = defaultOperations(kind, affordance);
  return (affordance.forms ?? []).map((form, index) => effective(thing, form, index, pointer, operations));
}

function affordanceOf(thing: ThingDescription, kind: Exclude<FormHolder, "thing">, name: string | undefined) {
  const affordances = thing[terms[kind]];
  if (name === undefined || affordances === undefined || !Object.hasOwn(affordances, name)) {
    throw new UsageError("WOT_UNKNOWN_AFFORDANCE", `the Thing has no ${kind} ${JSON.stringify(name)}`);
  }
  return affordances[name]!;
}

function effective(
  thing: ThingDescription,
  form: Form,
  index: number,
  pointer: string,
  operations: readonly Operation[],
): EffectiveForm {
  const contentType = form.contentType ?? defaultContentType;
  return {
    form,
    index,
    pointer: `${pointer}/forms/${index}`,
    op: form.op === undefined ? operations : toList(form.op),
    contentType,
    href: resolveHref(thing.base, form.href),
    security: toList(form.security ?? thing.security ?? []),
    ...(form.subprotocol === undefined ? {} : { subprotocol: form.subprotocol }),
    scopes: toList(form.scopes ?? []),
    // `td-expectedResponse-default-contentType`
    response: { contentType, ...form.response },
    additionalResponses: toList(form.additionalResponses ?? []).map((response) => withDefaults(response, contentType)),
  };
}

/** `td-default-success`, `td-default-AdditionalResponseContentType`. */
function withDefaults(response: AdditionalExpectedResponse, contentType: string): EffectiveAdditionalResponse {
  return {
    success: response.success === true,
    contentType: response.contentType ?? contentType,
    ...(response.schema === undefined ? {} : { schema: response.schema }),
  };
}

function toList<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}
