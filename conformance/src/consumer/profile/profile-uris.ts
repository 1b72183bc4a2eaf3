import { profiles } from "@thingwright/td";

/** The profiles that clients are judged by, and what their Forms have as subprotocol. */
export const judgedProfiles = {
  basic: { uri: profiles.httpBasic, title: "HTTP Basic Profile" },
  sse: { uri: profiles.httpSse, title: "HTTP SSE Profile" },
  webhook: { uri: profiles.httpWebhook, title: "HTTP Webhook Profile" },
} as const;

export type JudgedProfile = keyof typeof judgedProfiles;

/** The member subprotocol of the Forms of a profile. */
export const subprotocolOf = (profile: JudgedProfile): { readonly subprotocol?: string } =>
  profile === "basic" ? {} : { subprotocol: profile };
