import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the first block of a language in the README of a package. */
export function readmeExample(folder: string, language: 'ts' | 'sh', heading = /example/i): string {
  const text = readFileSync(join(folder, 'README.md'), 'utf8');
  const section = text.split(/^## /m).find((part) => heading.test(part.split('\n', 1)[0] ?? ''));
  const block = new RegExp('^```' + language + '\\n([\\s\\S]*?)^```$', 'm').exec(section ?? '');
  if (block?.[1] === undefined)
    throw new Error(`${folder}/README.md has no example in ${language}`);
  return block[1];
}

/** The same program with `require`, as a CommonJS program has it. */
export function withRequire(program: string): string {
  const imports: string[] = [];
  const rest = program.replace(
    /^import \{([^}]*)\} from '([^']+)';$/gm,
    (_, names: string, from: string) => {
      imports.push(`const {${names}} = require('${from}');`);
      return '';
    },
  );
  return `${imports.join('\n')}\n(async () => {${rest}})();\n`;
}
