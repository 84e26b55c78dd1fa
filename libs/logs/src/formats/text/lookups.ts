import { isRuler } from '../../csv/ruler.ts';
import { shareOf } from '../../detect/sample.ts';
import { answerOf } from '../../events/answer.ts';
import type { Answer } from '../../events/dns-event.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import type { LineFormat, LineParser } from '../format.ts';

/** `www.example.com has address 192.0.2.1` of `host`, and its like for other types. */
const HOST =
  /^(\S+) (?:has (?:IPv6 )?address|mail is handled by \d+|domain name pointer|name server|descriptive text|has (?:HTTPS|SVCB|CAA|SOA|SRV) record|is an alias for) (\S+)/;
const HOST_EMPTY = /^(\S+) has no \S+ record/;
const HOST_ABSENT = /^Host (\S+) not found: \d+\((\w+)\)/;
/** `www.example.com  canonical name = web.example.net.` of `nslookup`, and its like. */
const NSLOOKUP = /^(\S+)\s+(?:canonical name|name|text|mail exchanger|nameserver) = (?:\d+ )?(\S+)/;
const NSLOOKUP_NAME = /^Name:\s+(\S+)/;
const NSLOOKUP_ADDRESS = /^(?:Address(?:es)?:\s+|\s+)([\da-fA-F.:]+)$/;
const NSLOOKUP_ABSENT = /^\*{2,3} (?:\S+ )?can't find (\S+?): (\S.*)$/i;
/** Who was asked stands over the answer. */
const SERVER = /^(?:Server:|Using domain server:|Non-authoritative answer:|Authoritative answers)/;
/** `ipconfig /displaydns`: `    Record Name . . . . . : www.example.com`, or what is not there under a name and a line. */
const CACHE_NAME = /^\s+Record Name[ .]+: (\S+)/;
const CACHE_FIELD = /^\s+(?:Record Type|Time To Live|Data Length|Section)[ .]+:/;
const CACHE_DATA = /^\s+(?:(?:A|AAAA) \(Host\)|AAAA|CNAME|PTR)\s+Record[ .]+: (\S+)/;
const CACHE_ABSENT = /^\s+(Name does not exist|No records of type)/;
const CACHE_ENTRY = /^ {4}(\S+)$/;
const isAnswer = (line: string): boolean =>
  [
    HOST,
    HOST_EMPTY,
    HOST_ABSENT,
    NSLOOKUP,
    NSLOOKUP_NAME,
    NSLOOKUP_ABSENT,
    CACHE_NAME,
    CACHE_DATA,
    CACHE_ABSENT,
    CACHE_FIELD,
  ].some((form) => form.test(line));

/** What `host` and `nslookup` print of one lookup after another, and `ipconfig /displaydns` of the cache. */
export const lookups: LineFormat = {
  name: 'lookups',
  description: 'what host, nslookup and ipconfig /displaydns print',
  rows: 'benign',
  fields: ['answer', 'answers'],
  frame: 'lines',
  detect: ({ content }) => {
    const own = shareOf(content, (line) => isAnswer(line) && !NSLOOKUP_NAME.test(line));
    const all = shareOf(
      content,
      (line) =>
        isAnswer(line) ||
        SERVER.test(line) ||
        /^(?:Address|Aliases)/.test(line) ||
        CACHE_ENTRY.test(line) ||
        isRuler(line.trim()) ||
        NSLOOKUP_ADDRESS.test(line),
    );
    const isNslookup = content.some((line) => line.startsWith('Server:'));
    return all >= 0.8 && (own > 0 || isNslookup) ? 0.9 * all : 0;
  },
  open: () => new LookupsParser(),
};

class LookupsParser implements LineParser {
  #name: string | null = null;
  #line = 0;
  #answers: string[] = [];
  /** What the name is an alias of. */
  readonly #aliases = new Set<string>();
  #isAboutServer = false;
  /** What the cache has something of, or nothing. */
  #entry = '';

  line(text: string, sink: RecordSink): void {
    const [, absent, code = ''] = HOST_ABSENT.exec(text) ?? NSLOOKUP_ABSENT.exec(text) ?? [];
    const [, empty] = HOST_EMPTY.exec(text) ?? [];
    const [, owner, data] =
      HOST.exec(text) ?? NSLOOKUP.exec(text) ?? NSLOOKUP_NAME.exec(text) ?? [];
    const [, entry] = CACHE_ENTRY.exec(text) ?? [];
    const [, cached] = CACHE_NAME.exec(text) ?? [];
    const [, datum] = CACHE_DATA.exec(text) ?? [];
    const [, lacking] = CACHE_ABSENT.exec(text) ?? [];
    const [, address] = NSLOOKUP_ADDRESS.exec(text) ?? [];
    if (lacking !== undefined) {
      const answer = lacking.startsWith('Name') ? 'nxdomain' : 'resolved';
      if (this.#entry === '') sink.reject('cut_off');
      else sink.event(this.#entry, { answer });
    } else if (cached !== undefined) {
      this.#answer(withoutFinalDot(cached), undefined, text, sink);
    } else if (datum !== undefined) {
      this.#answers.push(withoutFinalDot(datum));
      this.#aliases.add(withoutFinalDot(datum));
      sink.note('joined');
    } else if (CACHE_FIELD.test(text) || isRuler(text.trim())) sink.note('joined');
    else if (entry !== undefined && address === undefined) {
      this.#finish(sink);
      this.#entry = withoutFinalDot(entry);
      sink.note('header');
    } else if (SERVER.test(text)) {
      this.#isAboutServer = !text.includes('answer');
      this.#finish(sink);
      sink.note('header');
    } else if (text.trim() === '') {
      this.#isAboutServer = false;
      sink.note('blank');
    } else if (this.#isAboutServer) sink.note('header');
    else if (absent !== undefined || empty !== undefined) {
      this.#finish(sink);
      const isWithout = absent === undefined || /^no answer/i.test(code);
      const answer: Answer | null = isWithout ? 'resolved' : answerOf(code.replace(/[.*\s]+$/, ''));
      sink.event(withoutFinalDot(absent ?? empty ?? ''), { answer });
    } else if (owner !== undefined) this.#answer(withoutFinalDot(owner), data, text, sink);
    else if (address !== undefined && this.#name !== null) {
      this.#answers.push(address);
      sink.note('joined');
    } else sink.note('unrelated');
  }

  flush(sink: RecordSink): void {
    this.#finish(sink);
  }

  #answer(owner: string, data: string | undefined, text: string, sink: RecordSink): void {
    if (owner === this.#name || this.#aliases.has(owner)) sink.note('joined');
    else {
      this.#finish(sink);
      this.#name = owner;
      this.#line = sink.line;
    }
    if (data === undefined) return;
    const value = withoutFinalDot(data);
    if (/ alias for |canonical name/.test(text)) this.#aliases.add(value);
    this.#answers.push(value);
  }

  #finish(sink: RecordSink): void {
    if (this.#name !== null) {
      const parts = { answer: answerOf(0, this.#answers), answers: this.#answers };
      sink.eventOf(this.#line, this.#name, parts, sink.recordFields());
    }
    this.#name = null;
    this.#answers = [];
    this.#aliases.clear();
  }
}
