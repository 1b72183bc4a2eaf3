import type { ThingSubject } from "../subject.js";

/** The HTTP Basic Profile. */
export const httpBasicProfile = "https://www.w3.org/2022/wot/profile/http-basic/v1";

/** The HTTP SSE Profile. */
export const httpSseProfile = "https://www.w3.org/2022/wot/profile/http-sse/v1";

/** The HTTP Webhook Profile. */
export const httpWebhookProfile = "https://www.w3.org/2022/wot/profile/http-webhook/v1";

/** Every profile over HTTP: the constraints that they have in common hold for each. */
const httpProfiles: readonly string[] = [httpBasicProfile, httpSseProfile, httpWebhookProfile];

/** Whether the Thing says that it conforms to the HTTP Basic Profile. */
export function claimsHttpBasic({ thing }: ThingSubject): true | string {
  return claims(thing.profile).includes(httpBasicProfile) ? true : "the HTTP Basic Profile is not claimed";
}

/** Whether the Thing says that it conforms to the HTTP SSE Profile. */
export function claimsHttpSse({ thing }: ThingSubject): true | string {
  return claims(thing.profile).includes(httpSseProfile) ? true : "the HTTP SSE Profile is not claimed";
}

/** Whether the Thing says that it conforms to the HTTP Webhook Profile. */
export function claimsHttpWebhook({ thing }: ThingSubject): true | string {
  return claims(thing.profile).includes(httpWebhookProfile) ? true : "the HTTP Webhook Profile is not claimed";
}

/** Whether the Thing says that it conforms to any profile over HTTP. */
export function claimsHttpProfile({ thing }: ThingSubject): true | string {
  return claims(thing.profile).some((each) => httpProfiles.includes(each)) ? true : "no profile over HTTP is claimed";
}

const claims = (profile: string | readonly string[] | undefined): readonly string[] => [profile ?? []].flat();
