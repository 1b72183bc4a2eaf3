import { asWotError, type WotError } from "@thingwright/errors";

/** Makes anything thrown a `WotError`, and keeps a reporter that throws from harming. */
export function errorReporter(onError: ((error: WotError) => void) | undefined): (error: unknown) => void {
  return (error) => {
    try {
      onError?.(asWotError(error));
    } catch {
      // There is nobody left to tell.
    }
  };
}
