import { AssertionError } from "node:assert";
import type {
  ClientAuthenticator,
  ClientBinding,
  ContentSink,
  Exchange,
  FormRefusal,
  PreparedForm,
  RemoteSubscription,
  Reply,
} from "@thingwright/contracts";
import {
  compileUriTemplate,
  type EffectiveForm,
  effectiveForms,
  type Operation,
  type ThingDescription,
} from "@thingwright/td";
import { holderOf } from "./holder.js";

/** How a check wants a Form chosen and prepared. */
export interface FormChoice {
  /** Only Forms of this subprotocol; `null` for Forms without one. Default: any. */
  readonly subprotocol?: string | null | undefined;
  readonly authenticator?: ClientAuthenticator;
}

/** A Thing as a client sees it: its description, and a short way to each operation. */
export class RemoteThing {
  readonly description: ThingDescription;
  readonly #client: ClientBinding;
  readonly #subprotocol: string | null | undefined;
  readonly #timeoutMs: number;

  constructor(
    description: ThingDescription,
    client: ClientBinding,
    timeoutMs: number,
    subprotocol?: string | null | undefined,
  ) {
    this.description = description;
    this.#client = client;
    this.#timeoutMs = timeoutMs;
    this.#subprotocol = subprotocol;
  }

  /** The same Thing for another client, or with Forms of one subprotocol only. */
  by(client: ClientBinding, subprotocol = this.#subprotocol): RemoteThing {
    return new RemoteThing(this.description, client, this.#timeoutMs, subprotocol);
  }

  /** The Forms that the server offers for an operation. */
  forms(operation: Operation, affordance?: string): readonly EffectiveForm[] {
    return effectiveForms(this.description, holderOf(operation), affordance).filter((form) =>
      form.op.includes(operation),
    );
  }

  /** What the client makes of a Form. */
  prepareForm(
    form: EffectiveForm,
    operation: Operation,
    affordance?: string,
    authenticator?: ClientAuthenticator,
  ): PreparedForm | FormRefusal {
    return this.#client.prepare({
      thing: this.description,
      form,
      operation,
      href: compileUriTemplate(form.href),
      ...(affordance === undefined ? {} : { affordance }),
      ...(authenticator === undefined ? {} : { authenticator }),
    });
  }

  /** The first offered Form that the client takes. @throws {AssertionError} when there is none */
  prepare(operation: Operation, affordance?: string, choice: FormChoice = {}): PreparedForm {
    const subprotocol = choice.subprotocol === undefined ? this.#subprotocol : choice.subprotocol;
    const refusals: string[] = [];
    for (const form of this.forms(operation, affordance)) {
      if (subprotocol !== undefined && (form.subprotocol ?? null) !== subprotocol) continue;
      const prepared = this.prepareForm(form, operation, affordance, choice.authenticator);
      if (!("refused" in prepared)) return prepared;
      refusals.push(prepared.refused);
    }
    const why = refusals.length === 0 ? "none is offered" : refusals.join("; ");
    throw new AssertionError({ message: `no Form for ${operation} on ${affordance ?? "the Thing"}: ${why}` });
  }

  request(operation: Operation, affordance?: string, exchange: Partial<Exchange> = {}): Promise<Reply> {
    return this.prepare(operation, affordance).request({ timeoutMs: this.#timeoutMs, ...exchange });
  }

  subscribe(
    operation: Operation,
    affordance: string | undefined,
    sink: ContentSink,
    exchange: Partial<Exchange> = {},
  ): Promise<RemoteSubscription> {
    return this.prepare(operation, affordance).subscribe({ timeoutMs: this.#timeoutMs, ...exchange }, sink);
  }
}
