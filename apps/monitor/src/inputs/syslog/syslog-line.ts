/** A syslog message as a line of the log that its program would have written. */
export interface SyslogLine {
  /** The program; empty where the message does not say. */
  readonly program: string;
  readonly line: string;
}

/** RFC 5424: version 1, time, host, program, process, message id, structured data, message. */
const NEW =
  /^<\d{1,3}>1 (\S+) (\S+) (\S+) (\S+) (\S+) (?:-|(?:\[(?:"(?:\\.|[^"\\])*"|[^\]"])*\])+)(?: (?:\uFEFF)?([^]*))?$/;
/** RFC 3164 as it is met: the time in its own form or that of ISO 8601, or none. */
const OLD = /^<\d{1,3}>((?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) )?([^]*)$/;
const TAG = /^(?:\S+ )?([\w./-]+)(?:\[\d+\])?: /;
/** Messages that are whole by themselves. */
const WHOLE = /^(?:@cee: ?)?(?=[{[])|^(?=CEF:\d)/;

/** Returns null for what is no syslog message. Control characters that would begin a line are blanks in it. */
export function syslogLine(message: string): SyslogLine | null {
  const text = message.replace(/[\r\n\0]+/g, ' ').trimEnd();
  const fresh = NEW.exec(text);
  if (fresh !== null) {
    const [, time = '', host = '', program = '', process = '', , body = ''] = fresh;
    const tag = process === '-' ? program : `${program}[${process}]`;
    const line = isWhole(body) ? withoutCookie(body) : `${time} ${host} ${tag}: ${body}`;
    return { program, line };
  }
  const old = OLD.exec(text);
  if (old === null) return null;
  const [, time = '', rest = ''] = old;
  const tag = TAG.exec(rest);
  const body = tag === null ? rest : rest.slice(tag[0].length);
  const program = tag?.[1] ?? '';
  return { program, line: isWhole(body) ? withoutCookie(body) : `${time}${rest}` };
}

const isWhole = (body: string): boolean => WHOLE.test(body);
const withoutCookie = (body: string): string => body.replace(/^@cee: ?/, '');
