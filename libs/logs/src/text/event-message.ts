/** Fields of Sysmon's event 22 as its message has them: one a line, or all in one line. */
const FIELD =
  /\b(UtcTime|QueryName|QueryStatus|QueryResults):[ \t]*([^\r\n]*?)\s*(?=[\r\n]|$|\s(?:RuleName|UtcTime|Process\w+|Query\w+|Image|User): )/g;
/** Event 3008 of Windows' DNS client. */
const COMPLETED =
  /DNS query is completed for the name ([^\s,]+), type (\d+)[\s\S]*? with status (\d+)(?: Results (\S+))?/;

/** What the messages of both begin with, as a cell of a table or a field holds them. */
export const EVENT_MESSAGE = /\bDns query:\s|\bDNS query is (?:called|completed) for the name /;

/** The data of a DNS event of Windows that a log has as a message for people; null where it is none. */
export function eventMessageData(message: string): Readonly<Record<string, string>> | null {
  const completed = COMPLETED.exec(message);
  if (completed !== null) {
    const [, QueryName = '', QueryType = '', QueryStatus = '', QueryResults = ''] = completed;
    return { QueryName, QueryType, QueryStatus, QueryResults };
  }
  if (!message.includes('QueryName:')) return null;
  const data: Record<string, string> = {};
  for (const [, key = '', value = ''] of message.matchAll(FIELD))
    data[key] ??= value.replace(/"$/, '');
  return data.QueryName === undefined ? null : data;
}
