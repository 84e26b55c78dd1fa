import { noServiceRules, type ServiceRules } from '../judging/judge-settings.ts';

/** What the service says about the version that it serves. */
export interface ServedModel {
  readonly name: string;
  readonly version: number;
  /** Whether the service gives the compiled model; if not, it serves the one that came with the page. */
  readonly hasFile: boolean;
  /** The manifest of the version, as training wrote it. */
  readonly manifest: Manifest | null;
  /** True where files alone are served, and no service. */
  readonly isStatic?: boolean;
}

/** What the page shows of a manifest; all of it may be missing from one that a later version wrote. */
export interface Manifest {
  readonly network?: { readonly name?: string; readonly parameters?: number };
  readonly dataset?: { readonly training?: { readonly total?: number; readonly dga?: number } };
  readonly metrics?: {
    readonly validation?: {
      readonly recallAt?: Readonly<Record<string, { readonly recall: number }>>;
    };
  };
  readonly created?: string;
  readonly gitCommit?: string | null;
}

/** Thrown where the service wants a token. */
export class TokenWanted extends Error {}

/** Asks the service which version it serves, for that version's file, and by which rules it judges. */
export async function fetchServedModel(token: string): Promise<{
  served: ServedModel;
  file: Uint8Array | null;
  rules: ServiceRules;
}> {
  const served = (await (await ask('page/model.json', token)).json()) as ServedModel;
  return {
    served,
    file: served.hasFile ? await bytesOf('page/model.bin', token) : null,
    rules: served.isStatic === true ? noServiceRules : await fetchRules(token),
  };
}

async function fetchRules(token: string): Promise<ServiceRules> {
  const answer = await ask('page/rules.json', token);
  const { hasKnownDga, ...rules } = (await answer.json()) as Omit<ServiceRules, 'knownDga'> & {
    readonly hasKnownDga: boolean;
  };
  return { ...rules, knownDga: hasKnownDga ? await bytesOf('page/known-dga.bin', token) : null };
}

async function bytesOf(path: string, token: string): Promise<Uint8Array> {
  return new Uint8Array(await (await ask(path, token)).arrayBuffer());
}

async function ask(path: string, token: string): Promise<Response> {
  const response = await fetch(path, {
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
  });
  if (response.status === 401) throw new TokenWanted();
  if (!response.ok) throw new Error(`The service answered ${path} with status ${response.status}`);
  return response;
}
