"""Reads the generated logs of independent.ts with Python's own means and compares every event.

Usage: python3 independent.py FOLDER        (needs dpkt for the captures)
"""
import csv, datetime, json, re, sys
from pathlib import Path

UTC = datetime.timezone.utc
YEAR = 2026


def ms(moment):
    return int(round(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() * 1000))


def iso(text):
    text = text.replace('Z', '+00:00').replace(' ', 'T', 1)
    text = re.sub(r'\+(\d\d)(\d\d)$', r'+\1:\2', text)
    return ms(datetime.datetime.fromisoformat(text))


def syslog(text):
    return ms(datetime.datetime.strptime(f'{YEAR} {text}', '%Y %b %d %H:%M:%S'))


def outcome(code, answers=(), blocked=False):
    if blocked or (code in ('NOERROR', 0) and answers and all(a in ('0.0.0.0', '::') for a in answers)):
        return 'blocked'
    if code in ('NOERROR', 0):
        return 'resolved'
    return 'nxdomain' if code in ('NXDOMAIN', 3) else 'failed'


def lines(path):
    # The generators end with a cut line, which holds no whole record.
    return path.read_text().split('\n')[:-1]


def js(path):
    for line in lines(path):
        yield json.loads(line)


def zeek(path):
    fields = None
    for line in lines(path):
        if line.startswith('#fields'):
            fields = line.split('\t')[1:]
        elif not line.startswith('#'):
            r = dict(zip(fields, line.split('\t')))
            a = [] if r['answers'] == '-' else r['answers'].split(',')
            yield r['query'], r['id.orig_h'], int(round(float(r['ts']) * 1000)), r['qtype_name'], outcome(r['rcode_name'], a), a


def suricata(path):
    waiting, done = {}, []
    for r in js(path):
        if r['event_type'] != 'dns':
            continue
        d = r['dns']
        q = d['queries'][0] if 'queries' in d else d
        if d['type'] in ('query', 'request'):
            row = [q['rrname'], r['src_ip'], iso(r['timestamp']), q['rrtype'], None, []]
            waiting[r['flow_id']] = row
            done.append(row)
        else:
            a = [x['rdata'] for x in d['answers']]
            waiting[r['flow_id']][4:] = [outcome(d['rcode'], a), a]
    yield from done


def joined(path, query, answer):
    """Text logs with a query's line and an answer's line; `answer` gives a key and a result, or None."""
    waiting, done = {}, []
    for line in lines(path):
        q = query(line)
        if q:
            key, row = q
            waiting[key] = row
            done.append(row)
            continue
        a = answer(line)
        if a and a[0] in waiting:
            waiting[a[0]][4:] = [a[1], a[2]]
    yield from done


def dnsmasq(path):
    def query(line):
        m = re.match(r'(\w+ +\d+ [\d:]+) dnsmasq\[\d+\]: query\[(\w+)\] (\S+) from (\S+)', line)
        return m and (m[3], [m[3], m[4], syslog(m[1]), m[2], None, []])

    def answer(line):
        m = re.search(r': (gravity blocked|reply) (\S+) is (\S+)', line)
        if not m:
            return None
        if m[1] == 'gravity blocked':
            return m[2], 'blocked', ['0.0.0.0']
        if re.match(r'[\d.]+$', m[3]):
            return m[2], 'resolved', [m[3]]
        return m[2], {'NXDOMAIN': 'nxdomain', 'NODATA': 'resolved'}.get(m[3], 'failed'), []
    return joined(path, query, answer)


def dnsmasq_extra(path):
    def query(line):
        m = re.match(r'(\w+ +\d+ [\d:]+) \S+ (\d+) \S+ query\[(\w+)\] (\S+) from (\S+)', line)
        return m and (m[2], [m[4], m[5], syslog(m[1]), m[3], None, []])

    def answer(line):
        m = re.search(r' (\d+) \S+ reply (\S+) is (\S+)', line)
        if not m:
            return None
        if re.match(r'[\d.]+$', m[3]):
            return m[1], outcome(0, [m[3]]), [m[3]]
        return m[1], {'NXDOMAIN': 'nxdomain'}.get(m[3], 'resolved' if m[3].startswith('NODATA') else 'failed'), []
    return joined(path, query, answer)


def bind(path):
    def query(line):
        m = re.match(r'(\S+ \S+) .*client \S+ ([\d.]+)#(\d+) .*query: (\S+) IN (\S+) ', line)
        if not m:
            return None
        when = ms(datetime.datetime.strptime(m[1], '%d-%b-%Y %H:%M:%S.%f'))
        return (m[2], m[3], m[4], m[5]), [m[4], m[2], when, m[5], None, []]

    def answer(line):
        m = re.search(r'client \S+ ([\d.]+)#(\d+) .*response: (\S+) IN (\S+) (\w+)', line)
        return m and ((m[1], m[2], m[3], m[4]), outcome(m[5]), [])
    return joined(path, query, answer)


def unbound(path):
    def query(line):
        m = re.match(r'\[(\d+)\] unbound\S+ info: (\S+) (\S+)\. (\S+) IN$', line)
        return m and ((m[2], m[3], m[4]), [m[3], m[2], int(m[1]) * 1000, m[4], None, []])

    def answer(line):
        m = re.match(r'\[(\d+)\] unbound\S+ info: (\S+) (\S+)\. (\S+) IN (\w+) ', line)
        return m and ((m[2], m[3], m[4]), outcome(m[5]), [])
    return joined(path, query, answer)


def coredns(path):
    for line in lines(path):
        m = re.match(r'(\S+) \[INFO\] ([\d.]+):\d+ - \d+ "(\S+) IN (\S+)\. [^"]*" (\w+)', line)
        yield m[4], m[2], iso(m[1]), m[3], outcome(m[5]), []


def windows(path):
    def name(text):
        return '.'.join(re.findall(r'\(\d+\)([^(]+)', text))

    def both(line):
        return re.match(r'(\S+ \S+ [AP]M) \S+ PACKET +\S+ UDP (Rcv|Snd) (\S+) +(\w{4}) (R| ) Q \[\w+ +\w+ +(\w+)\] (\w+) +(\S+)', line)

    def query(line):
        m = both(line)
        if not m or m[2] != 'Rcv':
            return None
        return (m[3], m[4], m[8]), [name(m[8]), m[3], ms(datetime.datetime.strptime(m[1], '%m/%d/%Y %I:%M:%S %p')), m[7], None, []]

    def answer(line):
        m = both(line)
        return m and m[2] == 'Snd' and ((m[3], m[4], m[8]), outcome(m[6]), [])
    return joined(path, query, answer)


def analytic(path):
    def parts(line):
        return dict(re.findall(r'(\w+)=([^;]*)', line))

    def query(line):
        if 'QUERY_RECEIVED' not in line:
            return None
        p = parts(line)
        return (p['Source'], p['XID'], p['QNAME']), [p['QNAME'][:-1], p['Source'], iso(line.split(' ')[0]), {'1': 'A', '28': 'AAAA'}[p['QTYPE']], None, []]

    def answer(line):
        if ' RESPONSE_' not in line:
            return None
        p = parts(line)
        return (p['Destination'], p['XID'], p['QNAME']), outcome(int(p['RCODE'])), []
    return joined(path, query, answer)


def powerdns(path):
    def query(line):
        m = re.match(r"(\w+ +\d+ [\d:]+) .*\[(\S+)\] question for '(\S+)\|(\w+)' from ([\d.]+):", line)
        return m and (m[2], [m[3], m[5], syslog(m[1]), m[4], None, []])

    def answer(line):
        m = re.search(r"\[(\S+)\] answer to .*rcode=(\d+)", line)
        return m and (m[1], outcome(int(m[2])), [])
    return joined(path, query, answer)


def powerdns_structured(path):
    def value(line, key):
        return re.search(rf'\b{key}="([^"]*)"', line)[1]

    def query(line):
        m = 'msg="Question"' in line and line.rstrip().endswith('"') and re.match(r'(\w+ +\d+ [\d:]+) ', line)
        return m and (value(line, 'mtid'), [value(line, 'qname'), value(line, 'remote').split(':')[0], syslog(m[1]), value(line, 'qtype'), None, []])

    def answer(line):
        return 'msg="Answer"' in line and (value(line, 'mtid'), outcome(int(value(line, 'rcode'))), [])
    return joined(path, query, answer)


PROXY = {'PASS': 'resolved', 'NXDOMAIN': 'nxdomain', 'REJECT': 'blocked'}


def dnscrypt(path):
    for line in lines(path):
        r = line.split('\t')
        if len(r) >= 7 and not line.startswith('time:'):
            yield r[2], r[1], iso(r[0][1:-1]), r[3], PROXY.get(r[4], 'failed'), []


def dnscrypt_ltsv(path):
    for line in lines(path):
        r = dict(part.split(':', 1) for part in line.split('\t') if ':' in part)
        if 'return' in r:
            yield r['message'], r['host'], int(r['time']) * 1000, r['type'], PROXY.get(r['return'], 'failed'), []


def tcpdump(path):
    def query(line):
        m = re.match(r'(\S+ \S+) IP ([\d.]+)\.(\d+) > 10\.0\.0\.1\.53: (\d+)\+ \[1au\] (\w+)\? (\S+)\. \(40\)$', line)
        return m and ((m[2], m[3], m[4]), [m[6], m[2], iso(m[1]), m[5], None, []])

    def answer(line):
        m = re.search(r'IP 10\.0\.0\.1\.domain > ([\d.]+)\.(\d+): (\d+)(?: ([A-Z]\w+)[*-]*)? \d/0/1(?: A ([\d.]+))? ', line)
        a = [m[5]] if m and m[5] else []
        return m and ((m[1], m[2], m[3]), outcome((m[4] or 'NOERROR').upper(), a), a)
    return joined(path, query, answer)


def wireshark(path):
    code = {'No such name': 'NXDOMAIN', 'Server failure': 'SERVFAIL', 'Refused': 'REFUSED'}

    def query(line):
        r = next(csv.reader([line]))
        m = len(r) == 7 and re.match(r'Standard query 0x(\w{4}) (\w+) (\S+)$', r[6])
        return m and ((r[2], m[1]), [m[3], r[2], iso(r[1]), m[2], None, []])

    def answer(line):
        r = next(csv.reader([line]))
        m = len(r) == 7 and re.match(r'Standard query response 0x(\w{4}) (No such name|Server failure|Refused)? ?(\w+) (\S+)(?: A (\S+))?$', r[6])
        a = [m[5]] if m and m[5] else []
        return m and ((r[3], m[1]), outcome(code.get(m[2], 'NOERROR'), a), a)
    return joined(path, query, answer)


def passivedns(path):
    for line in lines(path):
        r = line.split('||')
        if len(r) == 9:
            failed = r[6] in ('NXDOMAIN', 'SERVFAIL', 'REFUSED')
            a = [r[6]] if r[5] == 'A' and not failed else []
            yield nodot(r[4]), r[1], ms_of(r[0]), r[5], outcome(r[6] if failed else 'NOERROR', a), a


def squid(path):
    for line in lines(path):
        r = line.split()
        if len(r) == 10:
            yield re.sub(r':443$', '', r[6].split('/')[2] if '//' in r[6] else r[6]), r[2], ms_of(r[0]), None, None, []


def technitium(path):
    code = {'NoError': 'NOERROR', 'NxDomain': 'NXDOMAIN', 'ServerFailure': 'SERVFAIL', 'Refused': 'REFUSED'}
    for line in lines(path):
        m = re.match(r'\[(\S+ \S+) UTC\] \[([\d.]+):\d+\] \[UDP\] QNAME: (\S+); QTYPE: (\w+); QCLASS: IN; RCODE: (\w+); ANSWER: \[(.*)\]$', line)
        if m:
            a = [m[6]] if m[6] else []
            yield m[3], m[2], iso(m[1]), m[4], outcome(code[m[5]], a), a


def mikrotik(path):
    def query(line):
        m = re.match(r'(\S+ \S+) dns query from ([\d.]+): #(\d+) (\S+)\. (\w+)$', line)
        return m and (m[3], [m[4], m[2], iso(m[1]), m[5], None, []])

    def answer(line):
        m = re.search(r' done query: #(\d+) (.+)$', line)
        code = m and next((c for w, c in (('not exist', 'NXDOMAIN'), ('failure', 'SERVFAIL'), ('refused', 'REFUSED')) if w in m[2]), 'NOERROR')
        a = re.findall(r' (\d+\.\d+\.\d+\.\d+)$', m[2]) if m else []
        return m and (m[1], outcome(code, a), a)
    return joined(path, query, answer)


def packets_json(path):
    kinds = {'1': 'A', '12': 'PTR', '15': 'MX', '16': 'TXT', '28': 'AAAA', '65': 'HTTPS'}
    done, waiting = [], {}
    for packet in js(path):
        layers = packet['_source']['layers']
        d, ip, udp = layers['dns'], layers['ip'], layers['udp']
        (q,) = d['Queries'].values()
        if d['dns.flags_tree']['dns.flags.response'] == '0':
            row = [q['dns.qry.name'], ip['ip.src'], round(float(layers['frame']['frame.time_epoch']) * 1000), kinds[q['dns.qry.type']], None, []]
            waiting[ip['ip.src'], udp['udp.srcport'], d['dns.id']] = row
            done.append(row)
        else:
            a = [r['dns.a'] for r in d.get('Answers', {}).values()]
            waiting[ip['ip.dst'], udp['udp.dstport'], d['dns.id']][4:] = outcome(int(d['dns.flags_tree']['dns.flags.rcode']), a), a
    return done


def stix(path):
    for r in js(path):
        yield re.search(r"value = '(.*)'", r['pattern'])[1], None, iso(r['valid_from']), None, None, []


def key_value(path):
    for line in lines(path):
        p = dict(re.findall(r'(\w+)="?([^" ]*)"?', line))
        if 'qname' in p:
            a = [p['ipaddr']] if 'ipaddr' in p else []
            yield p['qname'], p['srcip'], iso(f"{p['date']} {p['time']}"), p['qtype'], outcome('NOERROR', a) if a else None, a


def ms_of(seconds):
    whole, part = seconds.split('.')
    return int(whole) * 1000 + int(part[:3])


def dnsdist(path):
    def query(line):
        m = re.match(r'(\w+ +\d+ [\d:]+) .*Packet from ([\d.]+):(\d+) for (\S+)\. (\w+) with id (\d+)', line)
        return m and ((m[2], m[3], m[6]), [m[4], m[2], syslog(m[1]), m[5], None, []])

    def answer(line):
        m = re.search(r'Answer to ([\d.]+):(\d+) for (\S+)\. (\w+) \(([^)]*)\) with id (\d+)', line)
        return m and ((m[1], m[2], m[6]), {'Non-Existent domain': 'nxdomain', 'No Error': 'resolved'}.get(m[5], 'failed'), [])
    return joined(path, query, answer)


def table(path, name, client=None, time=None, type=None, code=None, delimiter=',', skip=0):
    with path.open(newline='') as file:
        for _ in range(skip):
            next(file)
        rows = list(csv.DictReader(file, delimiter=delimiter))
    for r in rows[:-1]:
        yield r[name], r[client] if client else None, iso(r[time]) if time else None, r[type] if type else None, outcome(r[code]) if code else None, []


def names(pattern):
    def read(path):
        before = None
        for line in lines(path):
            m = re.match(pattern, line)
            if m and m[1] != before:
                yield m[1], None, None, None, None, None
                before = m[1]
    return read


def capture(reader):
    def read(path):
        import dpkt
        waiting, done, streams = {}, [], {}
        with path.open('rb') as file:
            for when, packet in getattr(dpkt, reader[0]).__dict__[reader[1]](file):
                ip = dpkt.ethernet.Ethernet(packet).data
                body = ip.data
                if isinstance(body, dpkt.udp.UDP):
                    messages = [bytes(body.data)]
                else:
                    key = (ip.src, body.sport, ip.dst, body.dport)
                    held = streams.get(key, b'') + bytes(body.data)
                    messages = []
                    while len(held) >= 2 and len(held) >= 2 + int.from_bytes(held[:2], 'big'):
                        size = int.from_bytes(held[:2], 'big')
                        messages.append(held[2:2 + size])
                        held = held[2 + size:]
                    streams[key] = held
                for message in messages:
                    keep(message, ip.src, body.sport, ip.dst, body.dport, when, waiting, done)
        return done
    return read


TYPES = {1: 'A', 12: 'PTR', 15: 'MX', 16: 'TXT', 28: 'AAAA', 65: 'HTTPS'}


def keep(message, src, sport, dst, dport, when, waiting, done):
    import dpkt
    # dpkt does not know all types of resource records; the question and addresses are enough.
    header = int.from_bytes(message[2:4], 'big')
    at, labels = 12, []
    while message[at]:
        labels.append(message[at + 1:at + 1 + message[at]].decode())
        at += 1 + message[at]
    kind = TYPES[int.from_bytes(message[at + 1:at + 3], 'big')]
    name = '.'.join(labels)
    if not header & 0x8000:
        row = [name, '.'.join(map(str, src)), int(when * 1000 + 1e-3), kind, None, []]
        waiting[(src, sport, message[:2])] = row
        done.append(row)
    else:
        answers = ['.'.join(map(str, message[-4:]))] if int.from_bytes(message[6:8], 'big') else []
        waiting[(dst, dport, message[:2])][4:] = [outcome(header & 15, answers), answers]


def sub(r, path):
    for part in path.split('.'):
        r = r[part]
    return r


def rows_of(parse):
    def read(path):
        for r in js(path):
            yield parse(r)
    return read


def nodot(text):
    return text[:-1] if text.endswith('.') else text


def umbrella(path):
    with path.open(newline='') as file:
        for r in list(csv.reader(file))[:-1]:
            yield nodot(r[8]), r[3], iso(r[0]), r[6].split('(')[1][:-1], outcome(r[7], blocked=r[5] == 'Blocked'), []


def ftl(path):
    for line in lines(path):
        r = line.split('|')
        answer = 'blocked' if r[3] == '1' else {'4': 'resolved', '2': 'nxdomain'}.get(r[8], 'failed')
        yield r[4], r[5], int(r[1]) * 1000, {'1': 'A', '2': 'AAAA', '16': 'HTTPS'}[r[2]], answer, []


def sysmon(r):
    d = r['winlog']['event_data']
    a = [x.replace('::ffff:', '') for x in d['QueryResults'].split(';') if x]
    code = {'0': 'NOERROR', '9003': 'NXDOMAIN'}.get(d['QueryStatus'], 'SERVFAIL')
    return d['QueryName'], r['winlog']['computer_name'], iso(d['UtcTime']), None, outcome(code, a), a


def xml_events(path):
    import xml.etree.ElementTree as tree
    text = path.read_text()
    space = '{http://schemas.microsoft.com/win/2004/08/events/event}'
    for event in tree.fromstring(text[:text.rindex('</Events>') + 9]):
        d = {x.get('Name'): x.text or '' for x in event.iter(space + 'Data')}
        a = [x.replace('::ffff:', '') for x in d['QueryResults'].split(';') if x]
        code = {'0': 'NOERROR', '9003': 'NXDOMAIN'}[d['QueryStatus']]
        yield d['QueryName'], event.find(f'.//{space}Computer').text, iso(d['UtcTime']), None, outcome(code, a), a


def cef(path):
    for line in lines(path):
        p = dict(re.findall(r'(\w+)=(\S+)', line.split('|', 7)[7]))
        yield nodot(p['InfobloxDNSQName']), p['src'], int(p['rt']), p['InfobloxDNSQType'], outcome(p['InfobloxDNSRCode']), []


def array(path):
    text = path.read_text()
    for r in json.loads(text[:text.rindex('\n]') + 2]):
        yield r['domain'], r['client'], None, None, None, None


KINDS = {1: 'A', 12: 'PTR', 15: 'MX', 16: 'TXT', 28: 'AAAA', 65: 'HTTPS'}


def messages(text):
    """The name, type, code and addresses of each message that dig prints."""
    for part in re.split(r'^;; (?:->>HEADER<<- )?opcode: ', text, flags=re.M)[1:]:
        q = re.search(r'QUESTION SECTION:\n;(\S+)\.\s+IN\s+(\w+)\n', part)
        if q:
            yield q[1], q[2], re.search(r'status: (\w+)', part)[1], re.findall(r'\tIN\tA\t(\S+)', part), part


def dig(path):
    for name, kind, code, a, part in messages('\n'.join(lines(path))):
        w = re.search(r'WHEN: (.+) UTC (\d+)', part)
        if w:
            when = ms(datetime.datetime.strptime(f'{w[1]} {w[2]}', '%a %b %d %H:%M:%S %Y'))
            yield name, None, when, kind, outcome(code, a), a


def collector(path):
    def parts(line, direction):
        r = line.split(' ')
        return r if len(r) == 12 and r[2] == f'CLIENT_{direction}' else None

    def query(line):
        r = parts(line, 'QUERY')
        return r and ((r[4], r[5], r[9]), [r[9], r[4], iso(r[0]), r[10], None, []])

    def answer(line):
        r = parts(line, 'RESPONSE')
        return r and ((r[4], r[5], r[9]), outcome(r[3]), [])
    return joined(path, query, answer)


def tap_json(path):
    done, waiting = [], {}
    for r in js(path):
        m = r['message']
        (one,) = messages(m.get('query_message') or m['response_message'])
        key = m['query_address'], m['query_port'], one[0]
        if m['type'] == 'CLIENT_QUERY':
            waiting[key] = [one[0], m['query_address'], iso(m['query_time']), one[1], None, []]
            done.append(waiting[key])
        else:
            waiting[key][4:] = [outcome(one[2], one[3]), one[3]]
    yield from done


def udm(path):
    for r in js(path):
        d = r['network']['dns']
        a = [x['data'] for x in d['answers']]
        q = d['questions'][0]
        yield q['name'], r['principal']['ip'][0], iso(r['metadata']['eventTimestamp']), KINDS[q['type']], outcome(d['responseCode'], a), a


def falcon(path):
    for r in js(path):
        a = [x for x in r['IP4Records'].split(';') if x]
        yield r['DomainName'], r['ComputerName'], round(float(r['ContextTimeStamp']) * 1000), KINDS[int(r['RequestType'])], outcome(0, a) if a else None, a


def event_text(path):
    for m in re.finditer(r'MachineName : (\S+)\n.*\n.*\n +UtcTime: (.+)\n +QueryName: (\S+)\n +QueryStatus: (\d+)\n +QueryResults: (.*)\n', '\n'.join(lines(path))):
        a = re.findall(r'::ffff:([\d.]+)', m[5])
        yield m[3], m[1], iso(m[2]), None, outcome(0, a) if m[4] == '0' else 'nxdomain', a


def resolved(path):
    codes = {}

    def query(line):
        m = re.match(r'(\w+ +\d+ [\d:]+) .* Looking up RR for (\S+) IN (\w+)\.$', line)
        return m and ((m[2], m[3]), [m[2], None, syslog(m[1]), m[3], None, []])

    def answer(line):
        c = re.search(r' transaction (\d+) \(rcode=(\w+)\)', line)
        if c:
            codes[c[1]] = 'NOERROR' if c[2] == 'SUCCESS' else c[2]
        m = re.search(r' transaction (\d+) for <(\S+) IN (\w+)>', line)
        return m and ((m[2], m[3]), outcome(codes[m[1]]), [])
    return joined(path, query, answer)


READERS = {
    'plain': names(r'(\S+)$'),
    'urls': names(r'https?://([^:/]+)'),
    'defanged': lambda path: ((n.replace('[.]', '.'), *rest) for n, *rest in names(r'hxxp://([^/]+)/')(path)),
    'hosts': names(r'0\.0\.0\.0 (\S+)'),
    'adblock': names(r'\|\|(.+)\^'),
    'rpz': names(r'(?:\*\.)?(\S+) CNAME'),
    'resolver-rules': lambda path: ((nodot(n), *rest) for n, *rest in names(r'local-zone: "([^"]+)"')(path)),
    'ranked-list': names(r'\d+,(\S+)'),
    'csv': lambda path: table(path, 'query', 'src_ip', 'time', 'qtype', 'rcode'),
    'csv-quoted': lambda path: table(path, 'query', 'src', '_time', 'query_type', 'reply_code'),
    'csv-semicolon': lambda path: ((n, c, None, None, None, None) for n, c, *_ in table(path, 'domain', 'client', delimiter=';', skip=1)),
    'zeek': zeek,
    'zeek-json': rows_of(lambda r: (r['query'], r['id.orig_h'], int(round(r['ts'] * 1000)), r['qtype_name'], outcome(r['rcode_name'], r['answers']), r['answers'])),
    'suricata': suricata,
    'ecs': rows_of(lambda r: (sub(r, 'dns.question.name'), sub(r, 'client.ip'), iso(r['@timestamp']), sub(r, 'dns.question.type'), outcome(sub(r, 'dns.response_code'), [a['data'] for a in r['dns']['answers']]), [a['data'] for a in r['dns']['answers']])),
    'json-array': array,
    'adguard': rows_of(lambda r: (r['QH'], r['IP'], iso(r['T']), r['QT'], 'blocked' if r['Result'] else None, [])),
    'route53': rows_of(lambda r: (nodot(r['query_name']), r['srcaddr'], iso(r['query_timestamp']), r['query_type'], outcome(r['rcode'], [a['Rdata'] for a in r['answers']]), [a['Rdata'] for a in r['answers']])),
    'google-cloud-dns': rows_of(lambda r: (nodot(r['jsonPayload']['queryName']), r['jsonPayload']['sourceIP'], iso(r['timestamp']), r['jsonPayload']['queryType'], outcome(r['jsonPayload']['responseCode'], [x.split('\t')[-1] for x in r['jsonPayload']['rdata'].split('\n') if x]), None)),
    'azure-dns': rows_of(lambda r: (nodot(r['properties']['QueryName']), r['properties']['SourceIpAddress'], iso(r['time']), r['properties']['QueryType'], outcome(r['properties']['ResponseCode'], [a['RData'] for a in r['properties']['Answer']]), None)),
    'asim': rows_of(lambda r: (r['DnsQuery'], r['SrcIpAddr'], iso(r['TimeGenerated']), r['DnsQueryTypeName'], outcome(r['DnsResponseCodeName']), [])),
    'ocsf': rows_of(lambda r: (r['query']['hostname'], r['src_endpoint']['ip'], r['time'], r['query']['type'], outcome(r['rcode'], [a['rdata'] for a in r['answers']]), None)),
    'sysmon': rows_of(sysmon),
    'coredns-json': rows_of(lambda r: (nodot(r['name']), r['client'], iso(r['time']), r['type'], outcome(r['rcode']), [])),
    'pihole-json': rows_of(lambda r: (r['domain'], r['client'], int(round(r['timestamp'] * 1000)), r['type'], 'blocked' if r['status'] == 1 else {4: 'resolved', 2: 'nxdomain'}.get(r['reply_type'], 'failed'), [])),
    'pihole-ftl': ftl,
    'umbrella': umbrella,
    'dnsmasq': dnsmasq,
    'dnsmasq-extra': dnsmasq_extra,
    'bind': bind,
    'bind-responses': bind,
    'unbound': unbound,
    'coredns': coredns,
    'windows-dns-debug': windows,
    'windows-dns-analytic': analytic,
    'powerdns': powerdns,
    'powerdns-structured': powerdns_structured,
    'dnscrypt-proxy': dnscrypt,
    'dnscrypt-proxy-ltsv': dnscrypt_ltsv,
    'tcpdump': tcpdump,
    'wireshark': wireshark,
    'passivedns': passivedns,
    'squid': squid,
    'technitium': technitium,
    'mikrotik': mikrotik,
    'wireshark-json': packets_json,
    'stix': stix,
    'key-value': key_value,
    'dnsdist': dnsdist,
    'knot': lambda path: ((nodot(m[2]), None, iso(m[1]), m[3], None, []) for m in (re.match(r"(\S+) .*plan '(\S+)' type '(\w+)'", line) for line in lines(path))),
    'route53-public': lambda path: ((r[3], r[8], iso(r[1]), r[4], outcome(r[5]), []) for r in (line.split(' ') for line in lines(path))),
    'cef': cef,
    'windows-xml': xml_events,
    'dig': dig,
    'dns-collector': collector,
    'dnstap-json': tap_json,
    'udm': udm,
    'crowdstrike': falcon,
    'windows-message': event_text,
    'systemd-resolved': resolved,
    'dga-csv': names(r'(\S+\.\S+),tinba'),
    'labelled-csv': names(r'(\S+\.\S+?),[01],'),
    'bambenek': names(r'([^#,]+),'),
    'netlab': names(r'necurs\t(\S+)'),
    'dgarchive': names(r'"([^"]+)"'),
    'majestic': names(r'\d+,\d+,([^,]+)'),
    'threatfox': names(r'"[^"]+", "\d+", "([^"]+)"'),
    'andrewaeva': names(r'(\S+) \d'),
    'subset': names('([^\x01]+)\x01'),
    'pcap': capture(('pcap', 'Reader')),
    'pcap-big-endian': capture(('pcap', 'Reader')),
    'pcapng': capture(('pcapng', 'Reader')),
}

# Whole formats whose last, cut line still holds a name: a list cannot know.
folder = Path(sys.argv[1])
wrong = 0
for name, read in READERS.items():
    mine = [list(row) for row in read(folder / f'{name}.log')]
    theirs = [[e[k] for k in ('name', 'client', 'time', 'type', 'answer', 'answers')] for e in map(json.loads, (folder / f'{name}.read').read_text().splitlines())]
    # A cut last line of a list may read as a shorter name; nothing but that line may differ.
    extra = theirs[len(mine):]
    differ = 0
    for row, other in zip(mine, theirs):
        if any(a is not None and a != b for a, b in zip(row, other)):
            differ += 1
            if differ == 1:
                print(f'  {name}: {row} != {other}')
    isRight = differ == 0 and len(mine) <= len(theirs) <= len(mine) + 1 and len(mine) > 0
    wrong += not isRight
    print(f'{name:22} {len(mine):6} records, {differ} differ, {len(extra)} from the cut line{"" if isRight else "   WRONG"}')
print(f'{len(READERS)} formats, {wrong} wrong')
sys.exit(wrong > 0)
