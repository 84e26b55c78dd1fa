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
      complain: (text) => (complaint += text),
      onStop: () => undefined,
    },
  );
  return { code, out, complaint };
}

test.each([
  ['--rest-api-port=many', 2, /--rest-api-port was given 'many', not a whole number/],
  ['--no-such-flag', 2, /--help lists the flags/],
  ['--log-level=loud', 2, /give one of fatal, error/],
  ['--tls-key=key.pem', 2, /needs both/],
  ['--model-base-path=/no/such/folder', 1, /Could not find base path \/no\/such\/folder/],
  ['--model-config-file=/no/such/file', 1, /--model-config-file names \/no\/such\/file/],
  ['--token-file=/no/such/file', 1, /--token-file names \/no\/such\/file/],
])('%s ends the start with code %i and says why', async (flag, code, complaint) => {
  const ended = await run(flag);
  expect(ended.complaint).toMatch(complaint);
  expect(ended.code).toBe(code);
  expect(ended.out).toBe('');
});

test('--help lists the flags with their defaults', async () => {
  const { code, out } = await run('--help');
  expect(code).toBe(0);
  expect(out).toMatch(/--rest-api-port=NUMBER\n {6}port of the REST service \(default 8501\)/);
});
