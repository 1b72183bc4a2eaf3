let allowed: boolean | undefined;

/** Whether code may be made of text, as ajv does: not on a page whose Content-Security-Policy lacks `'unsafe-eval'`. */
export function mayMakeCode(): boolean {
  allowed ??= makesCode();
  return allowed;
}

function makesCode(): boolean {
  try {
    new Function();
    return true;
  } catch {
    return false;
  }
}
