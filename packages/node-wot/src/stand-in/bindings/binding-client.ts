import type { ClientBinding } from "@thingwright/contracts";
import { OurClient } from "../../our-bindings/our-client.js";
import { defaultOurClientLimits } from "../../our-bindings/our-client-factory.js";
import type { TheirContent, TheirForm, TheirSubscription } from "../../plug-in/interfaces.js";
import { ContentSerdes } from "../content/content-serdes.js";
import { retold } from "./retold-failure.js";

/** A client of the plug-in contract that a program makes itself, with a binding of its own. */
export class BindingClient extends OurClient {
  readonly #own: ClientBinding;

  constructor(binding: ClientBinding) {
    super(binding, defaultOurClientLimits);
    this.#own = binding;
  }

  override readResource(form: TheirForm): Promise<TheirContent> {
    return retold(async () => typed(await super.readResource(form), form));
  }

  override writeResource(form: TheirForm, content: TheirContent): Promise<void> {
    return retold(() => super.writeResource(form, content));
  }

  override invokeResource(form: TheirForm, content?: TheirContent): Promise<TheirContent> {
    return retold(async () => typed(await super.invokeResource(form, content), form));
  }

  override requestThingDescription(uri: string): Promise<TheirContent> {
    return retold(() => super.requestThingDescription(uri));
  }

  /** A subscription that fails tells so, and that it is over. */
  override async subscribeResource(
    form: TheirForm,
    next: (content: TheirContent) => void,
    error: (error: Error) => void = () => {},
    complete: () => void = () => {},
  ): Promise<TheirSubscription> {
    const failed = (failure: Error): void => {
      error(failure);
      complete();
    };
    try {
      return await retold(() => super.subscribeResource(form, next, failed, complete));
    } catch (failure) {
      failed(failure as Error);
      throw failure;
    }
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.#own.stop();
  }
}

/** What comes without a type has the one that the Form says. */
function typed(content: TheirContent, { contentType, response }: TheirForm): TheirContent {
  const expected = (response as { contentType?: string } | undefined)?.contentType ?? contentType;
  if (content.type === "") content.type = expected ?? ContentSerdes.DEFAULT;
  return content;
}
