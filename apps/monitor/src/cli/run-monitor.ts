import { readFileSync } from 'node:fs';

import { Command, CommanderError, Option } from '@commander-js/extra-typings';
import { alertLevels } from '@degas/traffic';
import { pino } from 'pino';

import type { MonitorIo } from '../commands/monitor-io.ts';
import { redeliver } from '../commands/redeliver.ts';
import { replay } from '../commands/replay.ts';
import { watch } from '../commands/watch.ts';
import { kafkaConfig, type MonitorConfig, monitorConfig, readConfig } from '../config/config.ts';
import { optionsAsTyped } from '../config/options-as-typed.ts';
import { MonitorError } from '../errors.ts';
import { outletOfWord } from '../outlets/outlet-settings.ts';

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;
const FOUND = 3;
/** Errors of the caller; the others are the world's. */
const USAGE = /_(?:OPTION_INVALID|FILE_MISSING|BLOCKLIST_FOREIGN|STATE_IN_USE)$/;

const HELP = `
Inputs are files, folders and patterns (followed as they grow, through rotation), - for standard
input, syslog+udp://host:514, syslog+tcp://host:514, dnstap+unix:/path, dnstap+tcp://host:6000.
Outputs are - for standard output, a file, or an address: syslog+udp://host, https://host/path,
slack+https://host/path, elasticsearch+https://host/index, kafka://broker:9092/topic, rpz:FILE,
hosts:FILE, unbound:FILE, adguard:FILE.

SIGHUP reads the settings again (level, allow-lists, mutes); SIGTERM ends and saves.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 client suspected (replay --fail-on-alert).

Examples:
  degas-monitor watch /var/log/zeek/current/dns.log
  degas-monitor watch dnstap+unix:/run/dnstap.sock -o alerts.jsonl -o rpz:/var/lib/unbound/degas.rpz
  degas-monitor replay dns.log.gz --speed 100
  degas-monitor redeliver degas-monitor.state/dead-letters/*.jsonl --config monitor.json
`;

interface Given {
  readonly config?: string | undefined;
  readonly output?: string[] | undefined;
  readonly state?: string | false | undefined;
  readonly level?: (typeof alertLevels)[number] | undefined;
  readonly allow?: string | undefined;
  readonly calibration?: string | undefined;
  readonly knownDga?: string | undefined;
  readonly model?: string | undefined;
  readonly inputFormat?: string | undefined;
  readonly listen?: string | false | undefined;
}

/** Runs the command line; returns the exit code. */
export async function runMonitor(argv: readonly string[], io: MonitorIo): Promise<number> {
  let exitCode = DONE;
  const program = new Command('degas-monitor')
    .version(readVersion())
    .description('Watches DNS traffic as it flows and says which clients are infected.')
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });
  shared(program.command('watch').description('Watch live traffic until it is stopped.'))
    .argument('[inputs...]', 'files, folders, patterns, -, or addresses to listen on')
    .option('--listen <host:port>', 'where the page and the metrics are (default: 127.0.0.1:8510)')
    .option('--no-listen', 'serve neither a page nor metrics')
    .option('--no-state', 'keep nothing: after a restart all is read anew')
    .option('--tui', 'show what happens in the terminal, in place of standard output', false)
    .addOption(
      new Option('--log-level <level>', 'what is logged on standard error')
        .choices(['debug', 'info', 'warn', 'error', 'silent'] as const)
        .default('info' as const),
    )
    .action(async (inputs, given) => {
      const logger = pino({ level: given.logLevel }, io.stderr);
      const read = (): Promise<MonitorConfig> => configOf(inputs, given);
      const config = await read();
      if (config.inputs.length === 0 && config.kafka === undefined) {
        throw new MonitorError(
          'MONITOR_OPTION_INVALID',
          'Given no input. Expected files, folders, patterns, - or addresses; see degas-monitor --help.',
        );
      }
      await watch(config, read, io, given.tui ? pino({ level: 'silent' }) : logger, given.tui);
    });
  shared(
    program
      .command('replay')
      .description('Run recorded logs through the monitor in their own time.'),
  )
    .argument('[logs...]', 'files, folders, patterns, or - for standard input')
    .option(
      '--speed <times>',
      'how many times as fast as it was (default: as fast as it goes)',
      speedOf,
    )
    .option('--fail-on-alert', 'exit with 3 where a client is suspected', false)
    .action(async (logs, given) => {
      const logger = pino({ level: 'warn' }, io.stderr);
      const alerts = await replay(await configOf(logs, given), given.speed ?? null, io, logger);
      if (given.failOnAlert && alerts.length > 0) exitCode = FOUND;
    });
  program
    .command('redeliver')
    .description('Deliver dead letters: alerts that an output did not take.')
    .argument('<files...>', 'files of STATE/dead-letters')
    .option('--config <file>', "the monitor's settings, whose outputs the letters were for")
    .option(
      '-o, --output <output...>',
      'outputs for all of them, in place of those of the settings',
    )
    .option('--state <folder>', 'folder of what is kept (default: degas-monitor.state)')
    .action(async (files, given) => {
      const logger = pino({ level: 'warn' }, io.stderr);
      const config = await configOf([], given);
      const outputs = given.output?.map(outletOfWord);
      const { delivered, refused, unreadable } = await redeliver(
        files,
        outputs === undefined ? config : { ...config, outputs },
        outputs !== undefined,
        io,
        logger,
      );
      io.stderr.write(
        `${delivered} alerts delivered, ${refused} are dead letters again, ${unreadable} lines are none\n`,
      );
      if (refused + unreadable > 0) exitCode = FAILED;
    });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    const { code, message } = error as { code?: string; message: string };
    io.stderr.write(`${code === undefined ? '' : `${code}: `}${optionsAsTyped(message)}\n`);
    return code !== undefined && USAGE.test(code) ? WRONG_USAGE : FAILED;
  }
}

function readVersion(): string {
  // As far from the sources as from the built program.
  const manifest = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** The options that both verbs have. */
function shared(command: Command) {
  return command
    .option('--config <file>', 'settings in JSON; the options here go before them')
    .option('-o, --output <output...>', 'where alerts go, one or more (default: standard output)')
    .option('--state <folder>', 'folder of what is kept (default: degas-monitor.state)')
    .addOption(
      new Option('--level <level>', 'lowest level that is given out (default: medium)').choices(
        alertLevels,
      ),
    )
    .option('--allow <file>', 'names that are no evidence: one a line, with all below')
    .option(
      '--calibration <file>',
      'level, window and names to allow, as degas calibrate writes them',
    )
    .option('--known-dga <file>', 'filter of known DGA names, as degas filter writes it')
    .option('--model <dir>', 'model version (default: the bundled model)')
    .option('--input-format <format>', 'input format (default: detected)');
}

async function configOf(inputs: readonly string[], given: Given): Promise<MonitorConfig> {
  const config =
    given.config === undefined ? monitorConfig.parse({}) : await readConfig(given.config);
  const { state, level, allow, calibration, knownDga, model, inputFormat, listen, output } = given;
  const topics = inputs.filter((word) => word.startsWith('kafka://'));
  return {
    ...config,
    inputs: [...config.inputs, ...inputs.filter((word) => !word.startsWith('kafka://'))],
    ...(topics.length > 0 && { kafka: kafkaOf(topics, config) }),
    outputs: [...config.outputs, ...(output ?? []).map(outletOfWord)],
    ...(state !== undefined && { state: state === false ? null : state }),
    ...(level !== undefined && { level }),
    ...(allow !== undefined && { allowFile: allow }),
    ...(calibration !== undefined && { calibration }),
    ...(knownDga !== undefined && { knownDga }),
    ...(model !== undefined && { model }),
    ...(inputFormat !== undefined && { reading: { ...config.reading, inputFormat } }),
    ...(listen !== undefined && { server: listen === false ? null : serverOf(listen, config) }),
  };
}

/** `kafka://broker:9092,broker:9092/topic`, with the group behind `#` where it is not the usual one. */
function kafkaOf(words: readonly string[], { kafka }: MonitorConfig): MonitorConfig['kafka'] {
  const [word = '', ...others] = words;
  const [, brokers = '', topic = '', group] =
    /^kafka:\/\/([^/]+)\/([^#]+)(?:#(.+))?$/.exec(word) ?? [];
  if (topic === '' || others.length > 0) {
    throw new MonitorError(
      'MONITOR_OPTION_INVALID',
      `'${words.join(' ')}' is no topic to read. Expected one, such as kafka://broker:9092/topic. Correct it.`,
    );
  }
  const cluster = { ...kafka?.cluster, brokers: brokers.split(',') };
  return kafkaConfig.parse({ ...kafka, cluster, topic, ...(group !== undefined && { group }) });
}

function serverOf(listen: string, { server }: MonitorConfig): MonitorConfig['server'] {
  const [, host = '', port = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(listen) ?? [];
  if (port === '' || Number(port) > 65_535) {
    throw new MonitorError(
      'MONITOR_OPTION_INVALID',
      `--listen ${listen}. Expected host:port or a port. Correct it.`,
    );
  }
  return { ...server, host: host === '' ? '127.0.0.1' : host, port: Number(port) };
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new MonitorError(
    'MONITOR_OPTION_INVALID',
    `--speed ${text}. Expected a number above 0, such as 100. Correct it.`,
  );
}
