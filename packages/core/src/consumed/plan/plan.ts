import type { ClientBinding, Codecs, FormRefusal, PreparedForm, Security } from "@thingwright/contracts";
import { type FormAttempt, ThingDescriptionError, UnsupportedError } from "@thingwright/errors";
import {
  compileUriTemplate,
  type DataSchema,
  type EffectiveForm,
  effectiveForms,
  type FormHolder,
  type Operation,
  type ThingDescription,
  type UriTemplate,
} from "@thingwright/td";
import { type DescribedPart, describedPart } from "../../value/described-part.js";
import { ValueCodec } from "../../value/value-codec.js";
import { type AdditionalResponse, additionalResponsesOf } from "./additional-response.js";
import { inSubprotocolOrder } from "./subprotocol-order.js";

/** One Form that can serve a plan's operation. */
export interface Candidate {
  readonly form: EffectiveForm;
  readonly prepared: PreparedForm;
  readonly binding: ClientBinding;
  /** Names of the variables in the Form's `href`. */
  readonly variables: readonly string[];
  /** Content type that answers come in when they do not say one. */
  readonly responseType: string;
  /** By position in the Form's `additionalResponses`. */
  readonly additional: readonly AdditionalResponse[];
  /** Clock time before which this Form is passed over, after it could not be reached; 0 when it is well. */
  deadUntil: number;
}

/** One operation on one affordance, compiled: everything that does not change from call to call. */
export interface Plan {
  readonly operation: Operation;
  /** Name of the affordance; `undefined` for the whole Thing. */
  readonly name: string | undefined;
  /** In the order of preference; never empty. */
  readonly candidates: readonly Candidate[];
  /** Forms that cannot serve, and why. */
  readonly refused: readonly FormAttempt[];
  readonly input: ValueCodec;
  /** What is sent of an input: what its schema describes. */
  readonly described: DescribedPart;
  readonly output: ValueCodec;
  /** Whether a repeat after an unclear failure does no harm. */
  readonly repeatable: boolean;
}

/** What a plan is compiled from. */
export interface PlanRequest {
  readonly thing: ThingDescription;
  readonly holder: FormHolder;
  readonly operation: Operation;
  readonly name?: string;
  readonly input?: DataSchema;
  readonly output?: DataSchema;
  readonly repeatable: boolean;
}

/** What a Form is prepared for. */
export type FormUse = Pick<PlanRequest, "thing" | "operation" | "name" | "output">;

/** What is installed to carry plans out. */
export interface PlanEnvironment {
  readonly clients: readonly ClientBinding[];
  readonly codecs: Codecs;
  readonly security: Security;
  /** See `ServientOptions.lenient`. */
  readonly lenient?: boolean;
}

/**
 * Compiles an operation: the Forms that serve it, prepared by their bindings, in the document's order; several
 * subprotocols of a binding at one origin in the order of its manifest. Those in a content type that no codec is installed
 * for come last: their bytes can be had, but no value.
 *
 * @throws {UnsupportedError} WOT_NO_FORM when none serves; lists each Form and why
 */
export function compilePlan(request: PlanRequest, environment: PlanEnvironment): Plan {
  const candidates: Candidate[] = [];
  const refused: FormAttempt[] = [];
  for (const form of effectiveForms(request.thing, request.holder, request.name)) {
    if (!form.op.includes(request.operation)) continue;
    const candidate = prepareForm(form, request, environment);
    if ("refused" in candidate) refused.push({ href: form.href, reason: candidate.refused });
    else candidates.push(candidate);
  }
  if (candidates.length === 0) throw noForm(request, refused);
  const ordered = inSubprotocolOrder(candidates);
  const isOpaque = ({ form, responseType }: Candidate): boolean =>
    [form.contentType, responseType].some((type) => environment.codecs.for(type) === undefined);
  return {
    operation: request.operation,
    name: request.name,
    candidates: [...ordered.filter((each) => !isOpaque(each)), ...ordered.filter(isOpaque)],
    refused,
    input: new ValueCodec(environment.codecs, request.input, environment.lenient),
    described: describedPart(request.input),
    output: new ValueCodec(environment.codecs, request.output),
    repeatable: request.repeatable,
  };
}

/** Prepares one Form with the first installed binding that takes it. */
export function prepareForm(
  form: EffectiveForm,
  request: FormUse,
  environment: PlanEnvironment,
): Candidate | FormRefusal {
  const scheme = form.href.slice(0, Math.max(0, form.href.indexOf(":"))).toLowerCase();
  const bindings = environment.clients.filter((client) => client.manifest.schemes.includes(scheme));
  if (bindings.length === 0) return { refused: `no binding is installed for "${scheme}:"` };
  const reasons: string[] = [];
  for (const binding of bindings) {
    const candidate = prepareWith(binding, form, request, environment);
    if (!("refused" in candidate)) return candidate;
    reasons.push(candidate.refused);
  }
  return { refused: reasons.join("; ") };
}

function prepareWith(
  binding: ClientBinding,
  form: EffectiveForm,
  { thing, operation, name: affordance, output }: FormUse,
  { security, codecs }: PlanEnvironment,
): Candidate | FormRefusal {
  const { name, clientOperations } = binding.manifest;
  if (!clientOperations.includes(operation)) return { refused: `${name} does not carry ${operation}` };
  const carriers = binding.carriersOf?.(form) ?? binding.manifest.carriers;
  const authenticator = security.client(thing, form.security, carriers, form.scopes);
  if (authenticator !== undefined && "refused" in authenticator) return authenticator;
  const href = templateOf(form);
  if ("refused" in href) return href;
  const prepared = binding.prepare({
    thing,
    form,
    operation,
    href,
    ...(affordance === undefined ? {} : { affordance }),
    ...(authenticator === undefined ? {} : { authenticator }),
  });
  if ("refused" in prepared) return prepared;
  const responseType = form.response.contentType;
  const additional = additionalResponsesOf(thing, form, output, codecs);
  return { form, prepared, binding, variables: href.variables, responseType, additional, deadUntil: 0 };
}

/** A Form with a malformed template is no reason to do without the others. */
function templateOf(form: EffectiveForm): UriTemplate | FormRefusal {
  try {
    return compileUriTemplate(form.href);
  } catch (error) {
    if (error instanceof ThingDescriptionError) return { refused: error.message };
    throw error;
  }
}

function noForm(request: PlanRequest, refused: readonly FormAttempt[]): UnsupportedError {
  const what = request.name === undefined ? request.operation : `${request.operation} of "${request.name}"`;
  const why = refused.length === 0 ? "the Thing Description has no Form for it" : describeAttempts(refused);
  return new UnsupportedError("WOT_NO_FORM", `no Form serves ${what}: ${why}`, { attempts: refused });
}

/** The attempts as one sentence for a person. */
export function describeAttempts(attempts: readonly FormAttempt[]): string {
  return attempts.map((attempt) => `${attempt.href} (${attempt.reason})`).join("; ");
}
