import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { runTrainer } from './cli/run-trainer.ts';
import { bundleProgram } from './testing/bundle-program.ts';
import { captureContext } from './testing/capture-terminal.ts';
import { cleanLog } from './testing/clean-log.ts';
import { labelledNames } from './testing/labelled-names.ts';

/** What a person has lying about, all of which must be there afterwards. */
const folder = mkdtempSync(join(tmpdir(), 'degas-mistakes-'));
const own = join(folder, 'own');
let program = '';

const KEPT = 'what a person owns\n';

beforeAll(async () => {
  program = await bundleProgram(join(folder, 'program'));
  const write = (file: string, content: string | Uint8Array): void => {
    mkdirSync(join(own, file, '..'), { recursive: true });
    writeFileSync(join(own, file), content);
  };
  write('names.txt', 'google.com\nxjpakmdcfuqe.in\n');
  write('kept.tsv', KEPT);
  write('empty.txt', '');
  write('words.csv', 'colour,size\nred,12\nblue,13\n');
  write('table.csv', 'time,domain\n1,google.com\n2,github.com\n');
  write('labelled.csv', labelledNames(40));
  write('one-class.csv', 'domain,label\ngoogle.com,benign\ngithub.com,benign\n');
  write(
    'bytes.bin',
    Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 256),
  );
  write('cut.gz', gzipSync('google.com\n'.repeat(5000)).subarray(0, 60));
  write('dns.log', cleanLog(3));
  write('rules.txt', 'example.com\nexa mple..com\n');
  write('settings.json', '{"level":"hihg","windowMs":86400000,"allow":[]}');
  write('broken.json', '{"level":');
  write('models/1/manifest.json', '{"formatVersion":1');
  write('models/1/degas.bin', 'DEGAS no more');
  write('models/2/manifest.json', '{}');
  write('raw/dga-qakbot.csv', 'domain\nfylwdyldvkhytz.org\n');
  mkdirSync(join(own, 'nothing'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

function degas(args: readonly string[], shell = '"$@"'): Ended {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', shell, 'bash', process.execPath, program, ...args],
    { cwd: own, encoding: 'utf8', input: '' },
  );
  return { exitCode: status, output: stdout, errors: stderr };
}

/** Every file with a digest of its content. */
function inventory(): readonly string[] {
  return readdirSync(own, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile()) return path;
      return `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
    })
    .sort();
}

const USAGE = 2;
const FAILED = 1;

/** The command line as a person types it, the exit code, and what the message must have. */
const mistakes: readonly (readonly [typed: string, exitCode: number, says: RegExp])[] = [
  // The command itself
  ['predcit google.com', USAGE, /unknown command 'predcit'\n\(Did you mean predict\?\)/],
  ['help predcit', USAGE, /unknown command 'predcit'\n\(Did you mean predict\?\)/],
  [
    'predict --formt csv google.com',
    USAGE,
    /unknown option '--formt'\n\(Did you mean --format\?\)/,
  ],
  ['completion bsh', USAGE, /'bsh' .*Allowed choices are bash.*\n\(Did you mean bash\?\)/],

  // What is read
  ['predict nosuch.csv', USAGE, /no file or folder 'nosuch\.csv'.*--name nosuch\.csv/],
  ['hunt nosuch.log', USAGE, /no file or folder 'nosuch\.log'/],
  ['predict nothing', USAGE, /nothing holds no file/],
  ['hunt nothing', USAGE, /nothing holds no file/],
  ['hunt empty.txt', FAILED, /empty\.txt has no records/],
  ['predict bytes.bin', FAILED, /bytes\.bin is no text/],
  ['predict cut.gz -o verdicts.tsv', FAILED, /cut\.gz ends in the middle .* fetch it again/],
  ['predict words.csv', FAILED, /begins with 'colour,size'.*--input-format.*--column/],
  [
    'predict table.csv --column domian',
    FAILED,
    /\[time, domain\] but no 'domian'.*Did you mean domain\?/,
  ],
  ['hunt dns.log --client-column nosuch', FAILED, /but no 'nosuch'/],
  ['predict names.txt --input-format zeke', USAGE, /--input-format .*Did you mean zeek\?/],
  ['hunt dns.log --input-format suricata', FAILED, /no field with a name.*--input-format/],

  // Where it goes
  [
    'predict names.txt -o names.txt',
    USAGE,
    /both read .* name another --output\. Nothing was written/,
  ],
  ['predict -i kept.tsv --rejected kept.tsv', USAGE, /both read .* name another --rejected/],
  [
    'predict names.txt -o out.tsv --rejected out.tsv',
    USAGE,
    /--rejected and --output are both out\.tsv/,
  ],
  ['predict names.txt -o nowhere/out.tsv', FAILED, /--output.*there is no folder nowhere/],
  ['predict names.txt -o nothing', FAILED, /--output.*it is a folder/],
  ['predict words.csv -o kept.tsv', FAILED, /^LOGS_FORMAT_UNKNOWN/],
  ['hunt dns.log --html dns.log', USAGE, /both read .* name another --html/],
  ['hunt dns.log -o page.html --html page.html', USAGE, /--html and --output are both page\.html/],
  ['infect dns.log --family qakbot --client 10.0.0.1 -o dns.log', USAGE, /name another --output/],
  ['calibrate dns.log --output dns.log', USAGE, /name another --output/],
  ['calibrate dns.log -o s.json --allow-out s.json', USAGE, /--allow-out and --output are both/],
  ['blocklist names.txt --out names.txt', USAGE, /name another --out\b/],
  ['filter --out nothing', FAILED, /--out.*it is a folder/],
  ['process raw clean --rejected nowhere/x.csv', FAILED, /--rejected.*no folder nowhere/],

  // What options say
  ['predict names.txt --format xml', USAGE, /--format.*Allowed choices are tsv, csv, jsonl, ecs/],
  [
    'predict names.txt --operating-point hgih',
    USAGE,
    /--operating-point.*\n\(Did you mean high\?\)/,
  ],
  ['predict names.txt --operating-point 1.5', USAGE, /--operating-point.*from 0 to 1/],
  ['predict names.txt --allow nosuch.txt', USAGE, /nosuch\.txt \(--allow\) does not exist/],
  ['predict names.txt --deny rules.txt', USAGE, /rules\.txt \(--deny\), line 2: 'exa mple\.\.com'/],
  ['hunt dns.log --allow rules.txt', USAGE, /rules\.txt \(--allow\), line 2/],
  ['predict names.txt --known-dga names.txt', USAGE, /names\.txt \(--known-dga\) .*degas filter/],
  ['hunt dns.log --settings broken.json', USAGE, /broken\.json \(--settings\) .*not JSON/],
  ['predict names.txt --settings settings.json', USAGE, /\(--settings\) .*level: .*"high"/],
  ['hunt dns.log --window 90', USAGE, /--window.*90m, 24h, 7d/],
  ['generate qakbot --from 2026-02-30', USAGE, /--from.*a day such as/],
  ['generate quakbot', USAGE, /Did you mean qakbot\?/],
  ['generate qakbot --variant sandbx', USAGE, /Did you mean sandbox\?/],
  [
    'blocklist names.txt --families quakbot --out kept.tsv',
    USAGE,
    /--families.*Did you mean qakbot\?/,
  ],
  ['blocklist --families quakbot --out kept.tsv', USAGE, /Did you mean qakbot\?/],
  ['blocklist names.txt --days 3', USAGE, /--days and names to classify/],
  ['blocklist --deny rules.txt', USAGE, /--deny without names/],
  ['infect dns.log --family quakbot --client 10.0.0.1 -o kept.tsv', USAGE, /Did you mean qakbot\?/],
  ['infect names.txt --family qakbot --client 10.0.0.1 -o x.log', FAILED, /no times/],
  ['filter --out f.bin --month 2026-11 --year 2027', USAGE, /one of --year 2027, --month 2026-11/],
  ['score --fields scroe', USAGE, /--fields.*Did you mean score\?/],

  // Models
  [
    'predict --model models/9 google.com',
    USAGE,
    /'models\/9' \(--model\).*There are models\/1, models\/2/,
  ],
  ['predict --model models google.com', USAGE, /models holds versions 1, 2 \(--model\)/],
  ['predict --model models/1 google.com', FAILED, /models\/1 \(--model\): /],
  ['hunt dns.log --model models/2', FAILED, /models\/2 \(--model\): .*could not be read/],

  // Training
  ['process nosuch clean', USAGE, /nosuch does not exist/],
  ['process nothing clean', FAILED, /nothing holds no file/],
  ['train nosuch.csv', USAGE, /'nosuch\.csv' to train on/],
  ['train words.csv --out models/9', FAILED, /--domain-column and --label-column/],
  ['train one-class.csv --out models/9', FAILED, /0 DGA/],
  ['train labelled.csv --out models/1', USAGE, /models\/1 exists already.*--overwrite/],
  ['evaluate labelled.csv --compare models/9', USAGE, /'models\/9' \(--compare\)/],
  ['evaluate empty.txt', FAILED, /empty\.txt has no labelled name/],
  ['models nothing', USAGE, /nothing holds no versions/],
  ['export models/9 --format onnx --out x.onnx', USAGE, /There are models\/1, models\/2/],
  ['download tranko', USAGE, /Did you mean tranco\?/],
  ['audit --read nosuch.csv', USAGE, /nosuch\.csv \(--read\) does not exist/],
];

describe('a mistake is told, has its exit code, and costs nothing', () => {
  const home = process.cwd();
  beforeAll(() => {
    process.chdir(own);
  });
  afterAll(() => {
    process.chdir(home);
  });

  // In this process: what is wrong is seen before a stream or a signal counts.
  test.each(mistakes)('degas %s', async (typed, exitCode, says) => {
    const before = inventory();
    const terminal = captureContext();
    expect(await runTrainer(typed.split(' '), terminal)).toBe(exitCode);
    expect(terminal.errors()).toMatch(says);
    expect(inventory()).toEqual(before);
  });
});

describe('the world is against it', () => {
  test.each([
    ['predict names.txt', '"$@" > /dev/full'],
    ['predict names.txt -o /dev/full', '"$@"'],
    ['hunt dns.log --all', '"$@" > /dev/full'],
    ['blocklist --families qakbot --out /dev/full', '"$@"'],
  ])('a full disk: %s', (typed, shell) => {
    const { exitCode, errors } = degas(typed.split(' '), shell);
    expect(errors).toMatch(/TRAINER_CANNOT_WRITE: .*no space left on device/);
    expect(errors).not.toMatch(/^ +at /m);
    expect(exitCode).toBe(FAILED);
  });

  test('a disk that fills up in the middle: the file that was there keeps its content', () => {
    // Of a file at most 64 kB can be written; Node has to see the failed write, not the signal.
    const shell = `trap '' XFSZ; ulimit -f 64; "$@"`;
    const before = inventory();
    const { exitCode, errors } = degas(['blocklist', '--days', '9', '--out', 'kept.tsv'], shell);
    expect(errors).toMatch(/kept\.tsv can't be written \(EFBIG/);
    expect(exitCode).toBe(FAILED);
    expect(inventory()).toEqual(before);
  });

  test.each([
    ['predict names.txt -o locked/out.tsv', /locked\/out\.tsv .*permission denied/],
    ['predict locked.txt', /locked\.txt .*permission denied/],
    ['predict names.txt --allow locked.txt', /locked\.txt \(--allow\) .*permission denied/],
  ])('no permission: %s', (typed, says) => {
    // Root may do everything but for what is taken from it here.
    const drop =
      process.getuid?.() === 0 ? 'setpriv --bounding-set=-dac_override,-dac_read_search' : '';
    const shell = `mkdir locked; cp names.txt locked.txt; chmod 0 locked locked.txt
      ${drop} "$@"; code=$?; rm -r locked locked.txt; exit $code`;
    const { exitCode, errors } = degas(typed.split(' '), shell);
    expect(errors).toMatch(says);
    expect(exitCode).toBe(FAILED);
  });

  test.each([
    ['predict names.txt'],
    ['hunt dns.log --all'],
    ['infect dns.log --family qakbot --client 10.0.0.1'],
    ['generate all --days 2'],
    ['blocklist --days 2'],
    ['filter --families qakbot --out -'],
    ['models models'],
    ['help predict'],
  ])('a closed pipe ends %s quietly', (typed) => {
    const { exitCode, errors } = degas(typed.split(' '), '"$@" | true; exit ${PIPESTATUS[0]}');
    expect(errors).not.toMatch(/EPIPE|^ +at /m);
    expect(exitCode).toBe(0);
  });
});

/** Starts a command whose input does not end, and presses Ctrl-C when it shows that it reads. */
async function interrupted(args: readonly string[], input: string): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { cwd: own });
  const written = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written.errors += chunk.toString()));
  child.stdin.write(input);
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const isUnderWay = (): boolean =>
    written.output !== '' || readdirSync(own).some((name) => name.endsWith('.partial'));
  while (!isUnderWay()) await setTimeout(20);
  await setTimeout(500);
  child.kill('SIGINT');
  return { exitCode: await ended, ...written };
}

describe('Ctrl-C, while the other side is silent,', () => {
  test('ends predict: the verdicts so far are shown', async () => {
    const { exitCode, output, errors } = await interrupted(['predict'], 'google.com\n'.repeat(9));
    expect(output).toMatch(/^(?:google\.com\t.*benign\n){9}$/);
    expect(errors).toMatch(/TRAINER_INTERRUPTED: Stopped after 9 names; .* are written/);
    expect(exitCode).toBe(FAILED);
  });

  test.each([
    [['predict', '-o', 'kept.tsv']],
    [['infect', '-', '--family', 'qakbot', '--client', '10.0.0.1', '-o', 'kept.tsv']],
  ])('never replaces a file by a part: %s', async (args) => {
    const before = inventory();
    const log = readFileSync(join(own, 'dns.log'), 'utf8');
    const { exitCode, errors } = await interrupted(args, log);
    expect(errors).toMatch(/TRAINER_INTERRUPTED: Stopped after/);
    expect(exitCode).toBe(FAILED);
    expect(inventory()).toEqual(before);
  });
});

test('a folder that is read may take the verdicts: they are not read again', () => {
  const { exitCode } = degas(['predict', 'raw', '-o', 'raw/verdicts.tsv', '--quiet']);
  expect(exitCode).toBe(0);
  expect(readFileSync(join(own, 'raw/verdicts.tsv'), 'utf8').trim().split('\n')).toHaveLength(1);
});
