/** Zeek's header of a DNS log, as its writer begins a file; `opened` tells files apart. */
export function zeekHeader(opened = '2026-11-27-08-00-00'): string {
  const fields = ['ts', 'uid', 'id.orig_h', 'query', 'qtype_name', 'rcode_name', 'answers'];
  return `#separator \\x09\n#set_separator\t,\n#unset_field\t-\n#path\tdns\n#open\t${opened}\n#fields\t${fields.join('\t')}\n`;
}

/** Lines of a DNS log of Zeek, a second each; names are numbered from `from` on. */
export function zeekLines(from: number, count: number, client = '10.0.0.1'): string {
  return Array.from({ length: count }, (_, i) =>
    zeekLine(client, `n${from + i}.example.com`, from + i),
  ).join('');
}

export function zeekLine(client: string, name: string, second: number, code = 'NOERROR'): string {
  return `${1_764_230_400 + second}.000000\tC${second}\t${client}\t${name}\tA\t${code}\t-\n`;
}
