import type { FeedContext } from "./feed-context.js";
import type { Feeds } from "./feeds.js";
import type { TheirClients } from "./their-clients.js";

/** What all prepared Forms of one client binding share. */
export interface ClientState extends FeedContext {
  readonly clients: TheirClients;
  readonly feeds: Feeds;
  stopped: boolean;
}
