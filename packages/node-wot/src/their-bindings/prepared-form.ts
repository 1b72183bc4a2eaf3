import {
  type Authentication,
  abortedBy,
  type Content,
  type ContentSink,
  type Exchange,
  type FormRequest,
  noContent,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
  withCredentials,
  within,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { letGo } from "../plug-in/collect-body.js";
import type { ProtocolClient, TheirContent, TheirForm } from "../plug-in/interfaces.js";
import { WholeContent } from "../plug-in/their-content.js";
import type { ClientState } from "./client-state.js";
import type { TheirClient } from "./their-clients.js";
import { theirAuthentication, withTerms } from "./their-credentials.js";
import { theirFailure } from "./their-failure.js";
import { theirForm, withQuery } from "./their-form.js";
import { wholeContent } from "./whole-content.js";

/** One request as a client of theirs takes it. */
interface TheirCall {
  readonly theirs: TheirClient;
  readonly form: TheirForm;
  readonly content: Content | undefined;
}

/** One Form × operation of a binding of theirs. */
export class NodeWotPreparedForm implements PreparedForm {
  readonly #request: FormRequest;
  readonly #state: ClientState;

  constructor(request: FormRequest, state: ClientState) {
    this.#request = request;
    this.#state = state;
  }

  async request(exchange: Exchange): Promise<Reply> {
    this.#refuse(exchange);
    const attempt = { isOver: false };
    const reply = this.#carryOut(exchange, attempt);
    return within(reply, exchange, this.#state.clock, () => {
      attempt.isOver = true;
    });
  }

  async subscribe(exchange: Exchange, sink: ContentSink): Promise<RemoteSubscription> {
    this.#refuse(exchange);
    const { theirs, form } = await this.#callWithin(exchange);
    const responseType = this.#request.form.response.contentType;
    return this.#state.feeds.subscribe(theirs, form, responseType, exchange, sink);
  }

  async #callWithin(exchange: Exchange): Promise<TheirCall> {
    try {
      return await within(this.#call(exchange), exchange, this.#state.clock);
    } catch (error) {
      throw theirFailure(error);
    }
  }

  #refuse({ signal }: Exchange): void {
    if (this.#state.stopped) throw new UsageError("WOT_STATE", "the client has been stopped");
    if (signal?.aborted === true) throw abortedBy(signal);
  }

  async #carryOut(exchange: Exchange, attempt: { readonly isOver: boolean }): Promise<Reply> {
    try {
      const { theirs, form, content } = await this.#call(exchange);
      if (attempt.isOver) return noContent;
      const answer = await this.#state.contained.run(async () => this.#ask(theirs.client, form, content));
      if (answer === undefined || answer === null) return noContent;
      if (attempt.isOver) letGo(answer.body);
      return await wholeContent(answer, this.#request.form.response.contentType, this.#state.limits.maxBodyBytes);
    } catch (error) {
      throw theirFailure(error);
    }
  }

  async #ask(client: ProtocolClient, form: TheirForm, content: Content | undefined): Promise<TheirContent | undefined> {
    const { operation } = this.#request;
    const body = content === undefined ? undefined : new WholeContent(content);
    if (operation === "invokeaction") return client.invokeResource(form, body);
    if (!operation.startsWith("write")) return client.readResource(form);
    await client.writeResource(form, body ?? new WholeContent({ ...noContent, contentType: form.contentType ?? "" }));
    return undefined;
  }

  async #call({ variables, content, signal }: Exchange): Promise<TheirCall> {
    const { authenticator, form, href, operation } = this.#request;
    const target = {
      uri: form.href,
      method: operation,
      ...(content === undefined ? {} : { body: content.body }),
      ...(signal === undefined ? {} : { signal }),
    };
    const authentication: Authentication = (await authenticator?.authenticate(target)) ?? {};
    const address = withQuery(href.expand({ ...variables, ...authentication.uriVariables }), authentication.query);
    const { clients, contained } = this.#state;
    const { credentials, terms } = theirAuthentication(authentication, schemeOf(address));
    return {
      theirs: contained.run(() => clients.of(credentials)),
      form: withTerms(theirForm(form, address), terms),
      content: authentication.body === undefined ? content : withCredentials(content, authentication.body),
    };
  }
}

const schemeOf = (address: string): string => address.slice(0, address.indexOf(":"));
