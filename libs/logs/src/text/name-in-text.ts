import { isAddress, isHostName } from './host-name.ts';

/** Dots, colons and schemes as reports defang them. */
const DEFANGED =
  /\[\.|\.\]|\(\.\)|\{\.\}|\\\.(?=[\p{L}\d])|\[dot\]|\(dot\)|\[:\]|\[:\/\/\]|\[\/\]|\[at\]|\[@\]|^hxxp|^fxp|^meow/iu;

/** Quotes and brackets around a name, and a comma behind it. */
const QUOTES = /^["'`<(]+|["'`>),;]+$/g;
/** `*.name`, `+.name` and `.name` stand for all below a name. */
const WILDCARD = /^(?:[*+]?\.)+/;

/** A text with the marks taken out that make an address unclickable. */
export function refanged(text: string): string {
  if (!DEFANGED.test(text)) return text;
  return text
    .replace(/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[\.|\.\]|\\\.(?=[\p{L}\d])/giu, '.')
    .replace(/\[:\/\/\]/g, '://')
    .replace(/\[:\]/g, ':')
    .replace(/\[\/\]/g, '/')
    .replace(/\[at\]|\[@\]/gi, '@')
    .replace(/^hxxp/i, 'http')
    .replace(/^fxp/i, 'ftp')
    .replace(/^meow/i, 'http');
}

/**
 * The host name in a word: of a URL, of `host:port`, of `user@host`, of `host/path`, of a wildcard `*.host`, defanged or not.
 * Null where there is none.
 */
export function hostInWord(word: string): string | null {
  if (isHostName(word)) return word;
  let text = refanged(word).replace(QUOTES, '');
  const scheme = text.indexOf('://');
  if (scheme >= 0 && scheme < 12) text = text.slice(scheme + 3);
  else if (text.startsWith('//')) text = text.slice(2);
  text = text.replace(WILDCARD, '');
  const end = text.search(/[/?#\\]/);
  if (end >= 0) text = text.slice(0, end);
  const at = text.lastIndexOf('@');
  if (at >= 0) text = text.slice(at + 1);
  text = text.replace(/:\d{1,5}$/, '');
  return isHostName(text) ? text : null;
}

/** As `hostInWord`, but a URL's address counts too: it is what a list of URLs has in the place of a name. */
export function hostOrAddressInWord(word: string): string | null {
  const host = hostInWord(word);
  if (host !== null) return host;
  const address = /^\w{2,10}:\/\/(?:[^/@]*@)?(\[[^\]]+\]|[^/:?#]+)/.exec(refanged(word))?.[1];
  return address !== undefined && isAddress(address) ? address : null;
}

/** The names in a text that holds several, between any marks, and nothing else but addresses and ports; the text itself where it is none of these. */
export function namesInList(text: string): readonly string[] {
  const words = text.split(/[\s,;|"'[\]]+/).filter((word) => word !== '');
  const found = words.map(hostOrAddressInWord);
  const hosts = found.filter((host) => host !== null);
  const isList =
    hosts.length > 0 &&
    words.every((word, at) => found[at] !== null || /^\d+$/.test(word) || isAddress(word));
  return isList ? hosts : [text];
}
