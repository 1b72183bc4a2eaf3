import { InternalError } from "@thingwright/errors";
import type { ExpectedResponse, Form } from "../types/form.js";
import type { FormHolder, Operation } from "../types/operation.js";
import type { ThingDescription } from "../types/thing.js";

/** An `additionalResponses` entry with its defaults (TD 1.1 §5.4). */
export interface EffectiveAdditionalResponse {
  readonly success: boolean;
  readonly contentType: string;
  readonly schema?: string;
}

/** A Form with everything that TD 1.1 §5.4 says when the document does not. */
export interface EffectiveForm {
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

export function effectiveForms(_thing: ThingDescription, _kind: FormHolder, _name?: string): readonly EffectiveForm[] {
  throw new InternalError("WOT_INTERNAL", "not built yet");
}
