import type { Deadline } from "./deadline.js";
import { isRedirect, type RedirectRules, Redirects, type RequestTarget } from "./redirects.js";
import { challengesOf } from "./refusal.js";
import type { RequestPlan, Use } from "./request-plan.js";
import type { RawReply, TransportRequest } from "./transport.js";

/** What one exchange tries after an answer that is no success: better credentials, once, and what redirects lead to. */
export class FollowUps {
  readonly #plan: RequestPlan;
  readonly #redirects: Redirects;
  #mayAuthenticateAgain = true;

  constructor(plan: RequestPlan, rules: RedirectRules) {
    this.#plan = plan;
    this.#redirects = new Redirects(plan.address.origin, rules);
  }

  /**
   * What is to be asked after `reply`; `undefined` when it is the answer.
   *
   * @throws {WotError} for a redirect that cannot be followed
   */
  async next(reply: RawReply, request: TransportRequest, use: Use, deadline: Deadline): Promise<Use | undefined> {
    if (this.#mayAuthenticateAgain && (await hasBetter(this.#plan, reply, request, deadline))) {
      this.#mayAuthenticateAgain = false;
      return use;
    }
    if (!isRedirect(reply)) return undefined;
    const { origin, path, method, isNewRequest, isForeign } = this.#redirects.follow(reply, request);
    const { content, ...rest } = use;
    const kept = isNewRequest ? rest : { ...rest, content };
    return { ...kept, path, method, foreignOrigin: isForeign ? origin : undefined };
  }
}

/** Whether the authenticator has better credentials, now that it knows the peer's challenges. */
export async function hasBetter(
  { authenticator }: RequestPlan,
  reply: RawReply,
  { origin, path, method, target = { uri: origin + path, method } }: RequestTarget & Pick<TransportRequest, "target">,
  deadline: Deadline,
): Promise<boolean> {
  if (reply.status !== 401 || authenticator?.challenged === undefined) return false;
  return deadline.race(authenticator.challenged(challengesOf(reply), target));
}
