/** Identifiers of the profiles of the W3C WoT Profile, for the `profile` of a Thing Description. */
export const profiles = Object.freeze({
  /** `http-basic-profile-identifier-1` */
  httpBasic: "https://www.w3.org/2022/wot/profile/http-basic/v1",
  /** `http-sse-profile-identifier-1` */
  httpSse: "https://www.w3.org/2022/wot/profile/http-sse/v1",
  /** `http-webhook-profile-1` */
  httpWebhook: "https://www.w3.org/2022/wot/profile/http-webhook/v1",
});
