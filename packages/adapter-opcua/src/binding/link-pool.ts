import type { UaEndpoint } from "../stack/ua-session.js";
import { type LinkEnvironment, ServerLink } from "./server-link.js";

/** One link for each server, protection and user, shared by all Forms. */
export class LinkPool {
  readonly #links = new Map<string, ServerLink>();
  readonly #environment: LinkEnvironment;

  constructor(environment: LinkEnvironment) {
    this.#environment = environment;
  }

  get(endpoint: UaEndpoint): ServerLink {
    const key = JSON.stringify(endpoint);
    const link = this.#links.get(key) ?? new ServerLink(endpoint, this.#environment);
    this.#links.delete(key);
    this.#links.set(key, link);
    if (this.#links.size > this.#environment.limits.maxConnections) this.#dropOne(key);
    return link;
  }

  async close(): Promise<void> {
    const links = [...this.#links.values()];
    this.#links.clear();
    await Promise.all(links.map((link) => link.close()));
  }

  /** Closes the link that has not been used for longest, and that nobody needs. */
  #dropOne(except: string): void {
    for (const [key, link] of this.#links) {
      if (key === except || !link.isIdle) continue;
      this.#links.delete(key);
      void link.close();
      return;
    }
  }
}
