import type { CredentialStore, Introducer, Security } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import { parseThingDescriptionOrThrow, type ThingDescription } from "@thingwright/td";
import type { CallOptions } from "../consumed/call/call-options.js";
import type { ConsumeEnvironment } from "../consumed/consume-environment.js";
import { ConsumedThing } from "../consumed/consumed-thing.js";
import { requestContent } from "../consumed/request/request-content.js";
import {
  type DescriptionLimits,
  describe,
  parseLimits,
  requestThingDescription,
} from "../consumed/request/request-thing-description.js";
import { directorySecrets, type Secrets } from "./directory-secrets.js";
import type { DiscoveryEnvironment } from "./discovery-environment.js";
import type { DiscoveryLimits } from "./discovery-limits.js";
import { type DiscoverOptions, DiscoveryProcess, type DiscoveryStart } from "./discovery-process.js";

/** What a Servient's discovery is made of. */
export interface DiscoveryParts extends Secrets {
  readonly consuming: ConsumeEnvironment & { readonly limits: DescriptionLimits & DiscoveryLimits };
  readonly introducers: readonly Introducer[];
  /** The client half of security with these secrets. */
  securityWith(store: CredentialStore): Security;
}

/** Gets Thing Descriptions: one by its address, those that a directory lists, or those that introducers tell of. */
export class Discovery {
  readonly #introducers: readonly Introducer[];
  /** Secrets by origin: what a Thing Description is got with. */
  readonly #bootstrapping: DiscoveryParts["consuming"];
  readonly #environment: DiscoveryEnvironment;
  /** Processes that have not ended. */
  readonly #processes = new Set<DiscoveryProcess>();

  constructor({ consuming, introducers, securityWith, ...secrets }: DiscoveryParts) {
    const { limits, clock, logger, clients } = consuming;
    const having = (store: CredentialStore) => ({ ...consuming, security: securityWith(store) });
    const anonymous = having({ get: () => undefined });
    this.#introducers = introducers;
    this.#bootstrapping = having({ get: ({ id = "" }) => secrets.originCredentials?.get(id) });
    this.#environment = {
      limits,
      clock,
      logger,
      clients,
      introducers,
      describe: (url, signal) => describe(url, this.#bootstrapping, { signal }),
      request: (url, contentType, signal) => requestContent(url, contentType, anonymous, { signal }),
      parse: (listed) => parseThingDescriptionOrThrow(listed as object, parseLimits(limits)),
      consume: (directory, url, trusted) =>
        new ConsumedThing(directory, having(directorySecrets(directory, url, trusted, secrets))),
    };
  }

  /** @see {@link requestThingDescription} */
  describe(url: string, options: Pick<CallOptions, "signal" | "timeoutMs">): Promise<ThingDescription> {
    return requestThingDescription(url, this.#bootstrapping, options);
  }

  /** @throws {UnsupportedError} WOT_OPERATION when no introducer is installed */
  discover(options: DiscoverOptions): DiscoveryProcess {
    if (this.#introducers.length > 0) return this.#begin({ search: true }, options);
    throw new UnsupportedError("WOT_OPERATION", "no introducer is installed: nothing would be found");
  }

  /** @throws {WotError} of any family when the directory's own description cannot be had */
  async exploreDirectory(url: string, options: DiscoverOptions): Promise<DiscoveryProcess> {
    const thing = await this.describe(url, options.signal === undefined ? {} : { signal: options.signal });
    return this.#begin({ search: false, directory: { thing, source: { url, via: "directory" } } }, options);
  }

  /** Ends all processes. */
  stop(): void {
    for (const process of [...this.#processes]) process.stop();
  }

  #begin(start: DiscoveryStart, options: DiscoverOptions): DiscoveryProcess {
    const process = new DiscoveryProcess(this.#environment, start, options, () => this.#processes.delete(process));
    this.#processes.add(process);
    return process;
  }
}
