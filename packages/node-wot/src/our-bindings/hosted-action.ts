import { type HostedAction, type InboundRequest, type InvocationReply, noContent } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { TheirAction } from "../plug-in/exposed-thing.js";
import { WholeContent } from "../plug-in/their-content.js";
import { handled } from "./handler-failure.js";
import { TheirHostedAffordance } from "./hosted-affordance.js";
import { answerOf, type HostedContext } from "./hosted-context.js";
import { checkedInput } from "./hosted-input.js";

/** An action of a Thing of theirs, as servers of ours see it: it answers with its output, as their core keeps no invocations. */
export class TheirHostedAction extends TheirHostedAffordance<TheirAction> implements HostedAction {
  readonly synchronous = true;

  constructor(name: string, action: TheirAction, context: HostedContext) {
    super("actions", name, action, context);
  }

  invoke(request: InboundRequest): Promise<InvocationReply> {
    return handled(async () => {
      await this.context.admit(request);
      const input = checkedInput(request, this.affordance.input, this.contentTypes);
      const options = this.optionsOf("invokeaction", request);
      const output = await this.context.thing.handleInvokeAction(this.name, new WholeContent(input), options);
      if (output === undefined || output === null) return { kind: "output", content: noContent };
      const content = await answerOf(output, this.contentTypes[0] as string, this.context.maxBodyBytes);
      return { kind: "output", content };
    });
  }

  async query(): Promise<never> {
    throw noInvocations();
  }

  async cancel(): Promise<never> {
    throw noInvocations();
  }
}

const noInvocations = (): RequestError => new RequestError("WOT_NOT_FOUND", "invocations of this Thing are not kept");
