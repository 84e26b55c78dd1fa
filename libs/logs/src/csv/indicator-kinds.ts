/** What feeds and threat-intelligence platforms call an indicator that is a name, or has one in it. */
const NAME = /^(?:domain|hostname|fqdn|host$|url|uri|link)/i;
const OTHER =
  /^(?:ip\b|ip[-_:]?(?:src|dst|port|addr|v[46])|ipv[46]|cidr|asn?\b|autonomous|md5|sha\d|imphash|ssdeep|\w*hash|\w*file|email|mutex|cve|vulnerability|ja3|registry|regkey|windows-|process|user|text|comment|datetime|port|mime|size|btc|crypto|mac\b|pattern|snort|bank|phone|x509|other|attachment|malware|campaign|threat-actor|identity|counter|float|hex|boolean)/i;

/** True for the kind of an indicator that is a name, or has one in it. */
export function isKindOfName(text: string): boolean {
  return NAME.test(text.trim());
}

/** True for the kind of any indicator. */
export function isKindOfIndicator(text: string): boolean {
  return isKindOfName(text) || OTHER.test(text.trim());
}
