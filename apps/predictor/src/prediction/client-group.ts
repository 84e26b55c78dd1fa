import type { GroupVerdict } from '@degas/inference';

import { invalidArgument } from '../serving-error.ts';

/** Names that one client asked for. */
export interface ClientGroup {
  /** What the caller calls the client; empty where it has no name for it. */
  readonly client: string;
  readonly names: readonly string[];
  /** Whether each name failed (NXDOMAIN); null where answers are not known. */
  readonly failed: readonly boolean[] | null;
}

/** What is said about a client: the library's verdict, and whom it is on. */
export interface ClientVerdict extends GroupVerdict {
  readonly client: string;
}

/** Names that a group may have: more are several clients', or one's that is split by time. */
export const MOST_GROUP_NAMES = 100_000;

/**
 * Gathers rows of one name each into groups, in the order in which the clients appear. Without clients, all names are
 * one group's.
 *
 * @throws ServingError INVALID_ARGUMENT for columns of different lengths.
 */
export function groupsOfRows(
  names: readonly string[],
  clients: readonly string[] | null,
  failed: readonly boolean[] | null,
): ClientGroup[] {
  requireLength('client', clients, names.length);
  requireLength('failed', failed, names.length);
  const groups = new Map<string, { names: string[]; failed: boolean[] }>();
  names.forEach((name, i) => {
    const client = clients?.[i] ?? '';
    const group = groups.get(client) ?? { names: [], failed: [] };
    groups.set(client, group);
    group.names.push(name);
    group.failed.push(failed?.[i] === true);
  });
  return Array.from(groups, ([client, group]) =>
    checkedGroup({ client, names: group.names, failed: failed === null ? null : group.failed }),
  );
}

function requireLength(column: string, values: readonly unknown[] | null, rows: number): void {
  if (values === null || values.length === rows) return;
  throw invalidArgument(
    `'${column}' has ${values.length} values for ${rows} names in 'domain'. Expected one for each name; leave '${column}' out where it is not known`,
  );
}

/** Refuses a group that is too large. */
export function checkedGroup(group: ClientGroup): ClientGroup {
  if (group.names.length <= MOST_GROUP_NAMES) return group;
  throw invalidArgument(
    `The group of client '${group.client}' has ${group.names.length} names. Expected at most ${MOST_GROUP_NAMES}; send fewer, such as those of a shorter time, or the failing ones`,
  );
}
