/** Scheme and authority of a URL, for schemes of every kind; the text itself when it is no URL. */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
