import type { Exchange, PreparedForm, RemoteSubscription, Reply } from "@thingwright/contracts";
import { ProtocolError, UsageError } from "@thingwright/errors";
import type { SubprotocolHost } from "./client-subprotocol.js";
import { expectationOf } from "./expected-replies.js";
import { withinOrigin } from "./form-address.js";
import type { FormPlan } from "./form-plan.js";
import { contentOf } from "./received-content.js";
import { refusalOf } from "./refusal.js";
import type { Use } from "./request-plan.js";
import { Requester } from "./requester.js";
import type { RawReply } from "./transport.js";

/** A Form that one request and its response carry. */
export class PreparedRequest implements PreparedForm {
  readonly #plan: FormPlan;
  readonly #requester: Requester;

  constructor(plan: FormPlan, host: SubprotocolHost) {
    this.#plan = plan;
    this.#requester = new Requester(plan, host.transport, host.settings);
  }

  request(exchange: Exchange): Promise<Reply> {
    try {
      return this.#requester.ask(this.#useOf(exchange), exchange, this.#replyOf);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async subscribe(): Promise<RemoteSubscription> {
    throw new UsageError("WOT_STATE", `${this.#plan.operation} is no subscription`);
  }

  #useOf({ content, variables, location }: Exchange): Use {
    return location === undefined
      ? { content, variables }
      : { content, variables, path: this.#statusPath(location, variables) };
  }

  readonly #replyOf = (reply: RawReply): Reply => {
    const { contentType, replies } = this.#plan;
    const expectation = expectationOf(reply, replies);
    if (expectation.kind === "refusal") throw refusalOf(reply);
    const content = contentOf(reply, contentType);
    if (expectation.kind === "additional") {
      return { ...content, status: String(reply.status), additionalResponse: expectation.index };
    }
    const location = reply.status === 201 || reply.status === 202 ? reply.header("location") : undefined;
    return location === undefined ? content : { ...content, location };
  };

  /** @throws {ProtocolError} for an address of another origin: the peer must not choose where credentials go */
  #statusPath(location: string, variables: Exchange["variables"]): string {
    const { origin, path } = this.#plan.address;
    const found = withinOrigin(origin, path(variables ?? {}), location);
    if (found !== undefined) return found;
    throw new ProtocolError("WOT_PROTOCOL", "the status of the action is said to be at another origin", {
      section: "WoT Profile, queryaction",
    });
  }
}
