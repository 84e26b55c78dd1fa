import { notUnderstood, textOf } from './audit-files.ts';
import { MACHINE_MADE_DIGESTS } from './machine-made-digests.ts';
import { auditDigest, isMachineVerdict, readDigests } from './verdict-digests.ts';

/** With so many bytes a name, one other name in 200 million is mistaken. */
const DIGEST_DIGITS = 10;

let digests: Set<string> | null = null;

/**
 * True for a registrable name of a benign list that an audit found to be made by a machine: an advertiser's or spammer's generated domain,
 * a rotating host, a DGA's name that resolved. Such names are a class of their own, neither trained on as benign nor counted
 * where thresholds are set. What clouds give to their users' pages (`host` in an audit) stays benign.
 */
export function isMachineMade(registrable: string): boolean {
  digests ??= unpacked();
  return digests.has(auditDigest(registrable).slice(0, DIGEST_DIGITS));
}

/** Adds the results of further audits, files of digests, to those that ship, for the rest of the process. */
export async function addAudits(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const { verdicts, rejected } = readDigests(await textOf(file, '--audit'));
    const [wrong] = rejected;
    if (wrong !== undefined || verdicts.size === 0) {
      const found =
        wrong === undefined ? 'an empty file' : `line ${wrong.line}: ${wrong.content.slice(0, 60)}`;
      throw notUnderstood(
        file,
        `the digests that degas audit --read wrote, but found ${found}`,
        '--audit',
      );
    }
    digests ??= unpacked();
    for (const [digest, verdict] of verdicts)
      if (isMachineVerdict(verdict)) digests.add(digest.slice(0, DIGEST_DIGITS));
  }
}

function unpacked(): Set<string> {
  const packed = Buffer.from(MACHINE_MADE_DIGESTS, 'base64').toString('hex');
  return new Set(
    Array.from({ length: packed.length / DIGEST_DIGITS }, (_, i) =>
      packed.slice(i * DIGEST_DIGITS, (i + 1) * DIGEST_DIGITS),
    ),
  );
}
