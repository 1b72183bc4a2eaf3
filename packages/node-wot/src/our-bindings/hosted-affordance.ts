import type { HostedAffordance, InboundRequest } from "@thingwright/contracts";
import type { DataSchema, DeclaredTerms, Operation } from "@thingwright/td";
import type { TheirAffordance, TheirOptions } from "../plug-in/exposed-thing.js";
import { formIndexOf, type HostedContext } from "./hosted-context.js";
import type { AffordanceKind } from "./hosted-declarations.js";
import { handlerVariables } from "./hosted-variables.js";
import { namesOfProperties } from "./written-forms.js";

/** An affordance of a Thing of theirs, as servers of ours see it. */
export class TheirHostedAffordance<A extends TheirAffordance> implements HostedAffordance {
  readonly name: string;
  readonly contentTypes: readonly string[];
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
  protected readonly context: HostedContext;
  protected readonly affordance: A;
  readonly #declared: DeclaredTerms | undefined;
  readonly #indices = new Map<string, number>();

  constructor(kind: AffordanceKind, name: string, affordance: A, context: HostedContext) {
    this.#declared = context.declared(kind, name);
    this.name = name;
    this.affordance = affordance;
    this.context = context;
    this.contentTypes = context.contentTypes;
    const declared = Object.entries({ ...context.thing.uriVariables, ...affordance.uriVariables });
    this.uriVariables = new Map(declared.filter(([, schema]) => schema !== namesOfProperties));
  }

  declared(iri: string, operation: Operation): unknown {
    return this.#declared?.get(iri, operation);
  }

  /** What their core is to know of a request: by which Form it came, and its URI variables. */
  protected optionsOf(operation: Operation, { accept, variables }: InboundRequest): TheirOptions {
    const contentType = accept ?? (this.contentTypes[0] as string);
    const uriVariables = handlerVariables(variables, this.uriVariables);
    const formIndex = this.#formIndex(operation, contentType);
    return uriVariables === undefined ? { formIndex } : { formIndex, uriVariables };
  }

  #formIndex(operation: Operation, contentType: string): number {
    const key = `${operation} ${contentType}`;
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = formIndexOf(this.affordance, operation, contentType, this.context.forms);
    this.#indices.set(key, index);
    return index;
  }
}
