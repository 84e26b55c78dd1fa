/**
 * The program of `@degas/cli`: verbs that need no TensorFlow. All other words, and the list of all verbs, are
 * `@degas/trainer`'s where it is installed beside it.
 */
import { absentVerbs } from './cli/absent-verbs.ts';
import { everydayVerbs } from './cli/everyday-verbs.ts';
import { readVersion } from './cli/read-version.ts';
import { runCommandLine } from './cli/run-command-line.ts';
import { runProcess } from './cli/run-process.ts';

const TRAINER = '@degas/trainer';
const [ASKED = ''] = process.argv.slice(2);

if (!Object.hasOwn(everydayVerbs, ASKED) && !/^(-V|--version)$/.test(ASKED) && isTrainerThere()) {
  await import(TRAINER);
} else {
  const version = readVersion(new URL('../package.json', import.meta.url));
  const verbs = {
    ...everydayVerbs,
    ...absentVerbs,
    completion: () => import('./cli/completion.ts'),
  };
  await runProcess((args, terminal) => runCommandLine(args, terminal, { verbs, version }));
}

function isTrainerThere(): boolean {
  try {
    import.meta.resolve(TRAINER);
    return true;
  } catch {
    return false;
  }
}
