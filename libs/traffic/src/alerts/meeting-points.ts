import type { ClientEvidence } from '../evidence/client-evidence.ts';
import type { PaneSuspect } from '../evidence/pane.ts';
import { SEEN_FAILED, SEEN_RESOLVED } from '../evidence/suspect-list.ts';

/** A suspicious name that resolves beside so many failing ones is a meeting point that was found. */
const FAILING_BESIDE = 3;
const MEETING_POINT_LOGIT = 2;

/** Suspicious names that resolved, of a length and under a suffix that failing names of the group have. */
export function meetingPoints(
  evidence: ClientEvidence,
  group: readonly PaneSuspect[],
): readonly PaneSuspect[] {
  const failing = group.filter(
    ({ seen, logit }) => (seen & SEEN_FAILED) !== 0 && logit >= MEETING_POINT_LOGIT,
  );
  if (failing.length < FAILING_BESIDE) return [];
  const templates = failing.map(({ registrable }) => templateOf(registrable));
  return evidence.suspects.filter(({ registrable, logit, seen }) => {
    const { length, suffix, kinds } = templateOf(registrable);
    const alike = templates.filter(
      (each) =>
        Math.abs(each.length - length) <= 1 && each.suffix === suffix && each.kinds === kinds,
    );
    const hasResolved = (seen & SEEN_RESOLVED) !== 0 && (seen & SEEN_FAILED) === 0;
    return hasResolved && logit >= MEETING_POINT_LOGIT && alike.length > 0;
  });
}

function templateOf(registrable: string) {
  const dot = registrable.indexOf('.');
  const label = registrable.slice(0, dot);
  return {
    length: dot,
    suffix: registrable.slice(dot + 1),
    kinds: `${/[a-z]/.test(label)} ${/\d/.test(label)} ${label.includes('-')}`,
  };
}
