import { expect, test } from '@jest/globals';

import { runService } from './run.ts';

/** The exit code and what was said. */
async function run(...argv: string[]): Promise<{ code: number; out: string; complaint: string }> {
  let out = '';
  let complaint = '';
  const code = await runService(
    argv,
    {},
    {
      print: (text) => (out += text),
      writeError: (text) => (complaint += text),
      onRefresh: () => undefined,
      onStop: () => undefined,
    },
  );
  return { code, out, complaint };
}

test.each([
  ['--rest-api-port=many', 2, /Given --rest-api-port=many, expected a port from 0 to 65535/],
  ['--log-level=loud', 2, /expected one of fatal, error/],
  ['--tls-key=key.pem', 2, /needs both/],
  ['--operating-point=often', 2, /expected low, medium, high or a score/],
  ['--host=not.a.host.invalid', 2, /Given --host=not\.a\.host\.invalid, expected an address of/],
  ['--host=192.0.2.1', 2, /give 127\.0\.0\.1 for this machine alone, 0\.0\.0\.0 for all/],
  [
    '--grpc_socket_path=/no/such/folder/s',
    2,
    /expected a path in a folder that this user may write/,
  ],
  [
    '--model_base_path=s3://bucket/degas',
    2,
    /expected a folder of this machine; mount the storage/,
  ],
  ['--batching_parameters_file=b', 2, /without --enable_batching/],
  ['--model-config-file=/no/such/file', 2, /Given --model_config_file \/no\/such\/file/],
  ['--allow=/no/such/file', 2, /Given --allow \/no\/such\/file/],
  ['--known-dga=/no/such/file', 2, /Given --known-dga \/no\/such\/file/],
  ['--token-file=/no/such/file', 2, /Given --token-file \/no\/such\/file/],
])('%s ends the start with code %i and says why', async (flag, code, complaint) => {
  const ended = await run(flag);
  expect(ended.complaint).toMatch(complaint);
  expect(ended.code).toBe(code);
  expect(ended.out).toBe('');
});

test('a certificate that is none ends the start with code 2 and says which', async () => {
  const flags = [`--tls-certificate=${import.meta.filename}`, `--tls-key=${import.meta.filename}`];
  const { code, complaint } = await run(...flags);
  expect(complaint).toMatch(/Given --tls-certificate and --tls-key, expected .* in PEM/);
  expect(code).toBe(2);
});

test('--help lists the flags with their defaults', async () => {
  const { code, out } = await run('--help');
  expect(code).toBe(0);
  expect(out).toMatch(
    /--rest-api-port=NUMBER\n {6}port of the REST service; 0 for none, auto for a free one \(default 8501\)/,
  );
});
