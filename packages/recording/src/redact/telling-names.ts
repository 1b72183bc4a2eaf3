/** Names of members and of parts of a query whose values are secrets, or name one device, a place or a person. */
const tellingNames =
  /(?:^|_)(?:pass(?:word|wd|phrase|code)?|pwd|pin|psk|secret|token|nonce|auth(?:orization)?|credentials?|(?:api|app|application|access|private|client|shared|network|link|install)_?key|session(?:_?id)?|cookie|b?ssid|mac(?:_?addr(?:ess)?)?|serial(?:_?(?:number|no))?|sn|imei|imsi|iccid|lat(?:itude)?|lon(?:gitude)?|lng|e?mail|user(?:_?name)?|login|phone)$/;

/** Whether values under `name` are not to be told, in whichever way it joins its words. */
export function isTelling(name: string): boolean {
  const words = name.slice(0, 100).replace(/([a-z\d])([A-Z])/g, "$1_$2");
  return tellingNames.test(words.replace(/[\s.:-]+/g, "_").toLowerCase());
}
