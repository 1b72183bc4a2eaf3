import { type ClientBinding, type Content, noContent, type PreparedForm, type Reply } from "@thingwright/contracts";
import { UnsupportedError, type WotError } from "@thingwright/errors";
import type { Operation } from "@thingwright/td";
import { collectBody } from "../plug-in/collect-body.js";
import type {
  ProtocolClient,
  TheirContent,
  TheirForm,
  TheirSecurityScheme,
  TheirSubscription,
} from "../plug-in/interfaces.js";
import { WholeContent } from "../plug-in/their-content.js";
import { operationOf, ourForm } from "./our-form.js";
import { OurSecurity } from "./our-security.js";
import { OurSubscriptions } from "./our-subscriptions.js";

/** What their runtime does not tell a client. */
export interface OurClientSettings {
  /** Milliseconds that an exchange has. */
  readonly timeoutMs: number;
  /** Bytes of what is sent. */
  readonly maxBodyBytes: number;
}

/** A client of theirs that sends everything by a binding of ours. */
export class OurClient implements ProtocolClient {
  readonly #binding: ClientBinding;
  readonly #settings: OurClientSettings;
  readonly #subscriptions = new OurSubscriptions();
  #security = new OurSecurity();
  /** By Form, as long as their runtime keeps the same one, and by operation. */
  #prepared = new WeakMap<TheirForm, Map<Operation, PreparedForm>>();

  constructor(binding: ClientBinding, settings: OurClientSettings) {
    this.#binding = binding;
    this.#settings = settings;
  }

  async readResource(form: TheirForm): Promise<TheirContent> {
    return this.#ask(form, operationOf(form, reading));
  }

  async writeResource(form: TheirForm, content: TheirContent): Promise<void> {
    await this.#ask(form, operationOf(form, writing), content);
  }

  async invokeResource(form: TheirForm, content?: TheirContent): Promise<TheirContent> {
    return this.#ask(form, "invokeaction", content);
  }

  async subscribeResource(
    form: TheirForm,
    next: (content: TheirContent) => void,
    error: (error: Error) => void = () => {},
    complete: () => void = () => {},
  ): Promise<TheirSubscription> {
    const { timeoutMs } = this.#settings;
    let forget = (): void => {};
    const subscription = await this.#prepare(form, operationOf(form, subscribing)).subscribe(
      { timeoutMs },
      {
        next: (content) => next(new WholeContent(typed(content, form))),
        // Their contract has no word for a subscription that goes on with a gap.
        interrupted: () => {},
        resumed: () => {},
        error: (failure: WotError) => {
          forget();
          error(failure);
        },
        complete: () => {
          forget();
          complete();
        },
      },
    );
    forget = this.#subscriptions.add(form, subscription);
    const unsubscribe = (): void => {
      forget();
      subscription.stop().catch(error);
    };
    return { unsubscribe };
  }

  unlinkResource(form: TheirForm): Promise<void> {
    return this.#subscriptions.stop(form);
  }

  requestThingDescription(uri: string): Promise<TheirContent> {
    return this.#ask({ href: uri, contentType: "application/td+json" }, "readproperty");
  }

  async start(): Promise<void> {}

  stop(): Promise<void> {
    return this.#subscriptions.stopAll();
  }

  /** What a binding cannot bring fails the requests that need it, as their runtime does not look at what this returns. */
  setSecurity(metadata: TheirSecurityScheme[], credentials?: unknown): boolean {
    this.#security = new OurSecurity(metadata, credentials);
    this.#prepared = new WeakMap();
    try {
      this.#security.authenticator(this.#binding.manifest.carriers, []);
      return true;
    } catch {
      return false;
    }
  }

  async #ask(form: TheirForm, operation: Operation, theirs?: TheirContent): Promise<TheirContent> {
    const { timeoutMs, maxBodyBytes } = this.#settings;
    const prepared = this.#prepare(form, operation);
    if (theirs === undefined) return ofReply(await prepared.request({ timeoutMs }), form);
    const content = { contentType: theirs.type ?? "", body: await collectBody(theirs, maxBodyBytes) };
    return ofReply(await prepared.request({ timeoutMs, content }), form);
  }

  #prepare(form: TheirForm, operation: Operation): PreparedForm {
    const known = this.#prepared.get(form);
    const before = known?.get(operation);
    if (before !== undefined) return before;
    const ours = ourForm(form, operation);
    const carriers = this.#binding.carriersOf?.(ours.form) ?? this.#binding.manifest.carriers;
    const authenticator = this.#security.authenticator(carriers, ours.form.scopes);
    const request = { ...ours, thing: this.#security.thing, operation, affordance: "affordance" };
    const prepared = this.#binding.prepare(authenticator === undefined ? request : { ...request, authenticator });
    if ("refused" in prepared) throw new UnsupportedError("WOT_NO_FORM", prepared.refused);
    if (known === undefined) this.#prepared.set(form, new Map([[operation, prepared]]));
    else known.set(operation, prepared);
    return prepared;
  }
}

const ofReply = (reply: Reply, form: TheirForm): TheirContent => new WholeContent(typed(reply, form));

/** Their runtime decodes nothing without a type. */
const typed = ({ contentType, body }: Content, form: TheirForm): Content => ({
  contentType: contentType === "" ? (form.contentType ?? noContent.contentType) : contentType,
  body,
});

const reading = ["readproperty", "readallproperties", "readmultipleproperties"] as const;
const writing = ["writeproperty", "writeallproperties", "writemultipleproperties"] as const;
const subscribing = ["observeproperty", "subscribeevent", "observeallproperties", "subscribeallevents"] as const;
