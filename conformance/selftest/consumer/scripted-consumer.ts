import type {
  Command,
  CommandContext,
  Consume,
  ConsumerAbout,
  ConsumerDriver,
  Interact,
  Reply,
} from "@thingwright/conformance";
import { type Form, profiles, type ThingDescription } from "@thingwright/td";
import type { CoapMessage } from "../../src/wire/coap/coap-message.js";
import { CoapRequester, coapValue } from "./coap-requester.js";
import { type Habits, type Owner, perfectHabits } from "./habits.js";
import type { Outgoing } from "./outgoing.js";
import { Sender, textOf } from "./sender.js";
import { Callback, listenTo, type Subscription } from "./subscription.js";

/** A small client over HTTP, made for being judged. */
export class ScriptedConsumer implements ConsumerDriver {
  readonly #habits: Habits;
  readonly #subscriptions = new Map<string, Subscription>();
  #td: ThingDescription | undefined;
  #sender: Sender | undefined;
  /** Of the action that goes on. */
  #statusAddress: string | undefined;

  /** @param habits - those that are not perfect */
  constructor(habits: Partial<Habits> = {}) {
    this.#habits = { ...perfectHabits, ...habits };
  }

  async about(): Promise<ConsumerAbout> {
    return { name: "scripted client", profiles: Object.values(profiles) };
  }

  async perform(command: Command, context: CommandContext): Promise<Reply> {
    return command.do === "consume" ? await this.#consume(command) : await this.#interact(command, context);
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions.values()) await subscription.end();
    this.#subscriptions.clear();
  }

  async #consume({ td, credentials }: Consume): Promise<Reply> {
    const refusal = this.#habits.refuses(td);
    if (refusal !== undefined) return { kind: "failed", message: refusal };
    await this.close();
    this.#td = td;
    this.#sender = new Sender(this.#habits, td, credentials);
    this.#statusAddress = undefined;
    return { kind: "done" };
  }

  async #interact(command: Interact, context: CommandContext): Promise<Reply> {
    const { do: operation, name = "" } = command;
    const owner = ownerIn(this.#td!, operation, name);
    const candidates = owner.forms.filter((form) => this.#habits.operationsOf(form, owner).includes(operation));
    const form = this.#habits.choose(candidates, operation);
    if (form === undefined) return { kind: "failed", message: `there is no Form for ${operation}` };
    if (this.#habits.forbids(owner, operation)) return { kind: "failed", message: `${operation} is not for ${name}` };
    if (/^un(observe|subscribe)/.test(operation)) return await this.#unsubscribe(name, operation, form);
    const request = this.#requestFor(form, owner, command);
    if (request.url.startsWith("coap:")) return await this.#interactOverCoap(command, request, context);
    if (/^(observe|subscribe)/.test(operation)) return await this.#subscribe(command, request, form, context);
    return await this.#exchange(request, form, owner, operation);
  }

  #requestFor(form: Form, owner: Owner, { do: operation, value, uriVariables = {} }: Interact): Outgoing {
    const isStatus = operation === "queryaction" || operation === "cancelaction";
    const address = this.#habits.addressOf(form, this.#td!, uriVariables, operation);
    const url = isStatus ? (this.#habits.statusAddressOf(this.#statusAddress, address, operation) ?? address) : address;
    const accept = this.#habits.acceptFor(operation);
    const headers: Outgoing["headers"] = accept === undefined ? {} : { accept };
    const request = {
      method: this.#habits.methodOf(form, operation, owner.forms),
      url,
      headers,
    };
    const sent = value === undefined ? this.#habits.nothing(operation) : this.#habits.outgoing(value, owner.schema);
    if (sent === undefined) return request;
    const type = this.#habits.contentTypeOf(form, operation);
    return { ...request, headers: { ...headers, "content-type": type }, body: JSON.stringify(sent) };
  }

  async #interactOverCoap(
    { do: operation, name = "" }: Interact,
    { url, method, body }: Outgoing,
    { notify }: CommandContext,
  ): Promise<Reply> {
    const requester = new CoapRequester(url, this.#habits);
    const isObserved = operation === "observeproperty";
    const passOn = (message: CoapMessage): void => notify({ name, value: coapValue(message) });
    const response = isObserved ? await requester.observe(passOn) : await requester.ask(method, body);
    if (!this.#habits.isCoapSuccess(response.code, operation)) return { kind: "failed", message: response.code };
    if (isObserved) this.#subscriptions.set(name, requester);
    return method === "GET" && !isObserved ? { kind: "done", value: coapValue(response) } : { kind: "done" };
  }

  async #exchange(request: Outgoing, form: Form, owner: Owner, operation: string): Promise<Reply> {
    const response = await this.#sender!.send(request, form);
    const text = await textOf(response, this.#habits.takesHalves);
    if (!this.#habits.isSuccess(response.status, form)) return { kind: "failed", message: `status ${response.status}` };
    if (request.method === "PUT") return { kind: "done" };
    const value = this.#habits.decode(text, response.headers.get("content-type") ?? undefined, form);
    if (operation === "invokeaction" && response.status === 201) {
      const { href } = Object(value) as { readonly href?: string };
      this.#statusAddress = response.headers.get("location") ?? href;
      return { kind: "done" };
    }
    if (value === undefined) return { kind: "done" };
    if (operation !== "queryaction") {
      this.#habits.incoming(value, owner.kind === "action" ? (owner.output ?? {}) : owner.schema);
    }
    return { kind: "done", value };
  }

  async #subscribe(
    { do: operation, name = "" }: Interact,
    request: Outgoing,
    form: Form,
    context: CommandContext,
  ): Promise<Reply> {
    const subscription =
      form.subprotocol === "webhook"
        ? await this.#register(operation, request, form)
        : await this.#listen(name, operation, request, form, context);
    this.#subscriptions.set(name, subscription);
    return { kind: "done" };
  }

  #listen(name: string, operation: string, request: Outgoing, form: Form, { notify }: CommandContext) {
    return listenTo({
      open: (lastId, signal) => {
        const headers = lastId === undefined ? request.headers : { ...request.headers, "last-event-id": lastId };
        return this.#sender!.send({ ...request, headers }, form, signal);
      },
      take: (_event, value) => notify({ name, value }),
      comesBack: this.#habits.comesBack(operation),
    });
  }

  /** Registers an address, which is told with DELETE that it is not wanted any more. */
  async #register(operation: string, { url }: Outgoing, form: Form): Promise<Subscription> {
    const callback = await Callback.open(this.#habits.callbackStatus(operation));
    const body = JSON.stringify({ [this.#habits.callbackMember(operation)]: callback.address });
    const headers = { "content-type": "application/json" };
    const response = await this.#sender!.send({ method: "POST", url, headers, body }, form);
    const location = response.headers.get("location") ?? url;
    const address = this.#habits.cancelsWhereRegistered(operation) ? url : location;
    return {
      end: async () => {
        await callback.close();
        await this.#sender!.send({ method: "DELETE", url: address, headers: {} }, form);
      },
    };
  }

  async #unsubscribe(name: string, operation: string, form: Form): Promise<Reply> {
    if (this.#habits.staysSubscribed(operation, form)) return { kind: "done" };
    await this.#subscriptions.get(name)?.end();
    this.#subscriptions.delete(name);
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
