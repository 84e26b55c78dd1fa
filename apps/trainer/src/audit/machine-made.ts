import { MACHINE_MADE_DIGESTS } from './machine-made-digests.ts';
import { auditDigest } from './verdict-digests.ts';

/** With so many bytes a name, one other name in 200 million is mistaken. */
const DIGEST_BYTES = 5;

let digests: ReadonlySet<string> | null = null;

/**
 * True for a registrable name of a benign list that the audit found to be made by a machine: an advertiser's or spammer's generated domain,
 * a rotating host, a DGA's name that resolved. Such names are a class of their own, neither trained on as benign nor counted
 * where thresholds are set. What clouds give to their users' pages (`host` in the audit) stays benign.
 */
export function isMachineMade(registrable: string): boolean {
  digests ??= unpacked();
  return digests.has(auditDigest(registrable).slice(0, DIGEST_BYTES * 2));
}

function unpacked(): Set<string> {
  const packed = Buffer.from(MACHINE_MADE_DIGESTS, 'base64').toString('hex');
  const digits = DIGEST_BYTES * 2;
  return new Set(
    Array.from({ length: packed.length / digits }, (_, i) =>
      packed.slice(i * digits, (i + 1) * digits),
    ),
  );
}
