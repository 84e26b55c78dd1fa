import { type Command, Option } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';

import type { CommandContext } from '../command-context.ts';
import { downloadSources } from '../commands/download.ts';
import { count, example, whole } from './option-values.ts';

/** The command line of `degas download`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('download')
    .alias('download-data')
    .description(
      'Download raw files from S3, HTTP or a named list; without a source, print the named lists.',
    )
    .argument('[sources...]', "s3://bucket/prefix, http(s) addresses, or names such as 'tranco'")
    .option('--out <dir>', 'folder for the files', 'data/raw')
    .option('--endpoint <url>', "S3 endpoint other than Amazon's")
    .addOption(new Option('--region <name>', 'region of the bucket').env('AWS_REGION'))
    .option('--path-style', 'address buckets by path (default where --endpoint is given)')
    .option('--no-path-style', 'address buckets by host name')
    .option('--anonymous', 'send no credentials, for public buckets', false)
    .option('--requester-pays', 'accept that the requester pays for the transfer', false)
    .option('--parallel <n>', 'number of files at a time', count, 4)
    .option('--retries <n>', 'number of retries', whole, 5)
    .option('--sha256 <name=digest...>', 'refuse a file with another SHA-256', digestOf, {})
    .option('--mirror <url>', 'server to fetch a named list from')
    .option('--date <day>', 'day of a named list that has one for each day')
    .addHelpText('after', example('degas download s3://my-bucket/dga tranco --out data/raw'))
    .action((sources, options) => downloadSources({ ...options, sources }, terminal));
}

function digestOf(value: string, others: Readonly<Record<string, string>>) {
  const [, name = '', digest = ''] = /^(.+)=([0-9a-f]{64})$/i.exec(value) ?? [];
  if (name === '') throw new InvalidArgumentError('It must be a file name, = and 64 hex digits.');
  return { ...others, [name]: digest };
}
