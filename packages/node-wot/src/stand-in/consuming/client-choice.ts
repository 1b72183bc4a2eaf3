import type { ProtocolClient } from "../bindings/plug-in.js";
import { Helpers } from "../thing/runtime-helpers.js";
import type { Form } from "../thing/thing-description.js";
import type { InteractionOptions } from "../thing/uri-variables.js";

/** Kinds of affordances, as node-wot numbers them. */
export const affordanceKinds = { property: 0, action: 1, event: 2 } as const;

/** A client by the plug-in contract, and the Form that it is for. */
export interface ClientAndForm {
  client: ProtocolClient;
  form?: Form;
}

/** Who has clients. */
export interface ClientSource {
  hasClientFor(scheme: string): boolean;
  getClientFor(scheme: string): ProtocolClient;
}

const defaultOperations = [["readproperty", "writeproperty"], ["invokeaction"], ["subscribeevent"]] as const;

/** The first Form for the operation whose address has the scheme at `index` of `schemes`. */
export function findForm(forms: readonly Form[], op: string, kind: number, schemes: readonly string[], index: number) {
  return forms.find((form) => {
    const operations: readonly string[] = form.op === undefined ? (defaultOperations[kind] ?? []) : [form.op].flat();
    return operations.includes(op) && form.href.startsWith(`${schemes[index]}:`);
  });
}

/**
 * Chooses clients of one Thing: for the Form that was asked for, else of the first scheme that it has used or that there is a client
 * for. A client is kept for each scheme.
 */
export class ClientChoice {
  readonly #source: ClientSource;
  readonly #clients = new Map<string, ProtocolClient>();
  readonly #secure: (client: ProtocolClient, form: Form | undefined) => void;

  /** @param secure - gives a client that is new what the Thing asks for */
  constructor(source: ClientSource, secure: (client: ProtocolClient, form: Form | undefined) => void) {
    this.#source = source;
    this.#secure = secure;
  }

  /**
   * @param title - of the Thing, for messages
   * @throws {Error} when there is no client for any of the schemes, or no such Form
   */
  clientFor(
    title: string,
    forms: readonly Form[],
    op: string,
    kind: number,
    options?: InteractionOptions,
  ): ClientAndForm {
    if (forms.length === 0) throw new Error(`ConsumedThing '${title}' has no links for this interaction`);
    const schemes = forms.map(({ href }) => Helpers.extractScheme(href));
    const given = options?.formIndex;
    if (given !== undefined) {
      const [form, scheme] = [forms[given], schemes[given]];
      if (form === undefined || scheme === undefined) {
        throw new Error(`ConsumedThing '${title}' missing formIndex '${given}'`);
      }
      if (!this.#source.hasClientFor(scheme)) throw missing(title, scheme);
      return { client: this.#kept(scheme, form), form };
    }
    const used = schemes.findIndex((scheme) => this.#clients.has(scheme));
    const index = used >= 0 ? used : schemes.findIndex((scheme) => this.#source.hasClientFor(scheme));
    const scheme = schemes[index];
    if (scheme === undefined) throw missing(title, schemes.join(","));
    const form = findForm(forms, op, kind, schemes, index);
    const client = this.#kept(scheme, form);
    return form === undefined ? { client } : { client, form };
  }

  #kept(scheme: string, form: Form | undefined): ProtocolClient {
    const known = this.#clients.get(scheme);
    if (known !== undefined) return known;
    const client = this.#source.getClientFor(scheme);
    this.#secure(client, form);
    this.#clients.set(scheme, client);
    return client;
  }
}

const missing = (title: string, schemes: string): Error =>
  new Error(`ConsumedThing '${title}' missing ClientFactory for '${schemes}'`);
