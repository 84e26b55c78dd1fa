/** What a person who reads the alert does next. */
export function nextSteps({
  client,
  isResolver,
  resolved,
}: {
  readonly client: string;
  readonly isResolver: boolean;
  /** Addresses of suspicious names that resolved. */
  readonly resolved: readonly string[];
}): string[] {
  const addresses = [...new Set(resolved)].slice(0, 4);
  return [
    isResolver
      ? `Find which client behind ${client} asked for these names, in its own log.`
      : `Find the program on ${client} that asks for these names; take the machine off the network if it is not known.`,
    ...(addresses.length > 0
      ? [`Block ${addresses.join(', ')} and look for other clients that talk to it.`]
      : []),
    'If the names are harmless, put what they have in common on the allow list.',
  ];
}
