import { parseMediaType } from "@thingwright/codecs";
import { UnsupportedError } from "@thingwright/errors";
import { compileUriTemplate } from "@thingwright/td";
import type { ProtocolClient } from "../bindings/plug-in.js";
import type { Content } from "../content/content.js";
import { Helpers } from "../thing/runtime-helpers.js";
import type { SecurityScheme } from "../thing/security-scheme.js";
import { type DataSchema, type Form, Thing, type ThingInteraction } from "../thing/thing-description.js";
import type { InteractionOptions } from "../thing/uri-variables.js";
import { type ClientAndForm, ClientChoice, type ClientSource, findForm } from "./client-choice.js";
import { InteractionOutput } from "./interaction-output.js";
import { securitySchemes } from "./security-schemes.js";

/** Who has clients and secrets. */
export interface FormServient extends ClientSource {
  getCredentials(id: string): unknown;
  retrieveCredentials(id: string): unknown[] | undefined;
}

/** A Thing whose Forms a program asks itself, by a client of the plug-in contract. */
export class ThingByForms extends Thing {
  readonly #servient: FormServient;
  readonly #choice: ClientChoice;

  constructor(servient: FormServient) {
    super();
    this.#servient = servient;
    this.#choice = new ClientChoice(servient, (client, form) => this.ensureClientSecurity(client, form));
  }

  /** @param affordance - 0 for a property, 1 for an action, 2 for an event */
  getClientFor(forms: Form[], op: string, affordance: number, options?: InteractionOptions): ClientAndForm {
    return this.#choice.clientFor(this.title, forms, op, affordance, options);
  }

  findForm(forms: Form[], op: string, affordance: number, schemes: string[], idx: number): Form | undefined {
    return findForm(forms, op, affordance, schemes, idx);
  }

  /** Definitions by their names, combinations with their parts. @throws {Error} for a combination that is none */
  getSecuritySchemes(security: string[]): SecurityScheme[] {
    return securitySchemes(this.securityDefinitions, security);
  }

  /** Gives a client the security of a Form, or else of the Thing, and the secrets that there are for the Thing. */
  ensureClientSecurity(client: ProtocolClient, form?: Form): void {
    const id = this.id ?? "";
    const [ofForm, ofThing] = [namesIn(form?.security), namesIn(this.security)];
    if (ofForm.length > 0) {
      client.setSecurity(this.getSecuritySchemes(ofForm), this.#servient.retrieveCredentials(id));
    } else if (ofThing.length > 0) {
      client.setSecurity(this.getSecuritySchemes(ofThing), this.#servient.getCredentials(id));
    }
  }

  /** @throws {UnsupportedError} WOT_CONTENT_TYPE for content of another type than the Form's `response` says */
  handleInteractionOutput(content: Content, form: Form, outputDataSchema?: DataSchema): InteractionOutput {
    content.type ??= form.contentType ?? "application/json";
    const expected = form.response?.contentType;
    if (expected !== undefined && parseMediaType(content.type)?.essence !== parseMediaType(expected)?.essence) {
      throw new UnsupportedError(
        "WOT_CONTENT_TYPE",
        `Unexpected type '${content.type}' in response. Should be '${expected}'`,
      );
    }
    return new InteractionOutput(content, form, outputDataSchema);
  }

  /** The Form with its address filled in; itself where there is nothing to fill in. */
  handleUriVariables(ti: ThingInteraction, form: Form, options?: InteractionOptions): Form {
    const { uriVariables = {} } = Helpers.parseInteractionOptions(this, ti, options);
    const href = compileUriTemplate(form.href).expand(uriVariables);
    return href === form.href ? form : { ...form, href };
  }
}

const namesIn = (security: string | string[] | undefined): string[] =>
  [security ?? []].flat().filter((name) => name !== "");
