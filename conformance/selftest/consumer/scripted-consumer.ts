import type {
  Command,
  CommandContext,
  Consume,
  ConsumerAbout,
  ConsumerDriver,
  Interact,
  Reply,
} from "@thingwright/conformance";
import type { Form, ThingDescription } from "@thingwright/td";
import { eventMessagesIn } from "../../src/kinds/event-message.js";
import { type Habits, type Owner, perfectHabits } from "./habits.js";
import type { Outgoing } from "./outgoing.js";

/** A small client over HTTP, made for being judged. */
export class ScriptedConsumer implements ConsumerDriver {
  readonly #habits: Habits;
  readonly #streams = new Map<string, AbortController>();
  #td: ThingDescription | undefined;
  #credentials: Consume["credentials"] = {};

  /** @param habits - those that are not perfect */
  constructor(habits: Partial<Habits> = {}) {
    this.#habits = { ...perfectHabits, ...habits };
  }

  async about(): Promise<ConsumerAbout> {
    return { name: "scripted client", profiles: [] };
  }

  async perform(command: Command, context: CommandContext): Promise<Reply> {
    return command.do === "consume" ? this.#consume(command) : await this.#interact(command, context);
  }

  async close(): Promise<void> {
    for (const stream of this.#streams.values()) stream.abort();
    this.#streams.clear();
  }

  #consume({ td, credentials }: Consume): Reply {
    const refusal = this.#habits.refuses(td);
    if (refusal !== undefined) return { kind: "failed", message: refusal };
    void this.close();
    this.#td = td;
    this.#credentials = credentials;
    return { kind: "done" };
  }

  async #interact(command: Interact, context: CommandContext): Promise<Reply> {
    const { do: operation, name = "", value, uriVariables = {} } = command;
    const owner = ownerIn(this.#td!, operation, name);
    const candidates = owner.forms.filter((form) => this.#habits.operationsOf(form, owner).includes(operation));
    const form = this.#habits.choose(candidates, operation);
    if (form === undefined) return { kind: "failed", message: `there is no Form for ${operation}` };
    if (this.#habits.forbids(owner, operation)) return { kind: "failed", message: `${operation} is not for ${name}` };
    if (/^un(observe|subscribe)/.test(operation)) return this.#unsubscribe(name);
    const request = this.#requestFor(form, operation, owner, value, uriVariables);
    if (/^(observe|subscribe)/.test(operation)) return await this.#subscribe(name, request, form, context);
    return await this.#exchange(request, form, owner);
  }

  #requestFor(
    form: Form,
    operation: string,
    owner: Owner,
    value: unknown,
    variables: Readonly<Record<string, unknown>>,
  ): Outgoing {
    const url = this.#habits.addressOf(form, this.#td!, variables);
    const request = { method: this.#habits.methodOf(form, operation, owner.forms), url, headers: {} };
    if (value === undefined) return request;
    const body = JSON.stringify(this.#habits.outgoing(value, owner.schema));
    return { ...request, headers: { "content-type": this.#habits.contentTypeOf(form) }, body };
  }

  async #exchange(request: Outgoing, form: Form, owner: Owner): Promise<Reply> {
    const response = await this.#send(request, form);
    const text = await this.#textOf(response);
    if (!this.#habits.isSuccess(response.status, form)) return { kind: "failed", message: `status ${response.status}` };
    if (request.method === "PUT") return { kind: "done" };
    const value = this.#habits.decode(text, response.headers.get("content-type") ?? undefined, form);
    if (value === undefined) return { kind: "done" };
    this.#habits.incoming(value, owner.kind === "action" ? (owner.output ?? {}) : owner.schema);
    return { kind: "done", value };
  }

  /** Sends with the credentials, once more after a challenge, and on to where a redirect leads. */
  async #send(request: Outgoing, form: Form): Promise<Response> {
    const first = await fetchFrom(this.#dressed(request, form));
    const challenge = first.status === 401 ? (first.headers.get("www-authenticate") ?? undefined) : undefined;
    const response = challenge === undefined ? first : await fetchFrom(this.#dressed(request, form, challenge));
    const location = response.status === 307 ? response.headers.get("location") : null;
    if (location === null) return response;
    const moved = { ...request, url: location };
    const isHome = new URL(location).origin === new URL(request.url).origin;
    return await fetchFrom(isHome || this.#habits.tellsEverybody ? this.#dressed(moved, form) : moved);
  }

  #dressed(request: Outgoing, form: Form, challenge?: string): Outgoing {
    return this.#habits.securityOf(form, this.#td!).reduce((dressed, name) => {
      const secret = this.#credentials[name];
      const scheme = this.#td!.securityDefinitions[name]!;
      return secret === undefined ? dressed : this.#habits.authorize(dressed, scheme, secret, challenge);
    }, request);
  }

  async #textOf(response: Response): Promise<string> {
    let text = "";
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
    } catch (error) {
      if (!this.#habits.takesHalves) throw error;
    }
    return text;
  }

  async #subscribe(name: string, request: Outgoing, form: Form, { notify }: CommandContext): Promise<Reply> {
    const controller = new AbortController();
    const response = await fetchFrom(this.#dressed(request, form), controller.signal);
    if (!this.#habits.isSuccess(response.status, form)) return { kind: "failed", message: `status ${response.status}` };
    this.#streams.set(name, controller);
    void this.#listen(name, response, notify);
    return { kind: "done" };
  }

  async #listen(name: string, response: Response, notify: CommandContext["notify"]): Promise<void> {
    let text = "";
    let passed = 0;
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        const messages = eventMessagesIn(text);
        for (const { data } of messages.slice(passed)) notify({ name, value: JSON.parse(data) });
        passed = messages.length;
      }
    } catch {
      // It was ended.
    }
  }

  #unsubscribe(name: string): Reply {
    if (this.#habits.staysSubscribed) return { kind: "done" };
    this.#streams.get(name)?.abort();
    this.#streams.delete(name);
    return { kind: "done" };
  }
}

function ownerIn(td: ThingDescription, operation: string, name: string): Owner {
  if (/property$/.test(operation)) {
    const property = td.properties![name]!;
    return { kind: "property", forms: property.forms, schema: property };
  }
  if (/action$/.test(operation)) {
    const { forms, input = {}, output = {} } = td.actions![name]!;
    return { kind: "action", forms, schema: input, output };
  }
  if (/event$/.test(operation)) return { kind: "event", forms: td.events![name]!.forms, schema: {} };
  return { kind: "thing", forms: td.forms ?? [], schema: {} };
}

function fetchFrom({ url, ...init }: Outgoing, signal?: AbortSignal): Promise<Response> {
  return fetch(url, { ...init, redirect: "manual", ...(signal === undefined ? {} : { signal }) });
}
