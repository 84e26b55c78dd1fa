import type { FastifyInstance } from 'fastify';

import type { BearerAuth } from '../auth/bearer-auth.ts';
import { nothingGiven, type GivenRules } from '../models/label-rules.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import type { ModelVersion } from '../models/model-version.ts';
import type { ServedFiles } from '../models/served-classifier.ts';
import { ServingError } from '../serving-error.ts';
import type { PageFiles } from './page-files.ts';

export interface PageOptions {
  readonly registry: ModelRegistry;
  readonly page: PageFiles | null;
  readonly guard?: BearerAuth;
  readonly givenRules?: () => GivenRules;
}

/** The page at `/`, and the model and the rules by which it judges in the browser. */
export function addPageRoutes(
  app: FastifyInstance,
  { registry, page, guard, givenRules }: PageOptions,
): void {
  if (page === null) {
    app.get('/', () => {
      throw new ServingError(
        'NOT_FOUND',
        'The page is not built; npx nx run predictor:page builds it',
      );
    });
    return;
  }
  for (const { name, type, content } of page) {
    app.get(name === 'index.html' ? '/' : `/${name}`, (_, reply) =>
      // A page and a worker of two versions would not understand each other.
      reply.type(type).header('cache-control', 'no-cache').send(content),
    );
  }

  app.get('/page/model.json', async (request) => {
    guard?.check(request.headers.authorization);
    const version = shownVersion(registry);
    const files = await filesOf(version);
    return {
      name: version.model,
      version: Number(version.version),
      hasFile: files !== null,
      manifest: files?.manifest ?? null,
    };
  });
  app.get('/page/rules.json', (request) => {
    guard?.check(request.headers.authorization);
    const { knownDga, ...rules } = givenRules?.() ?? nothingGiven;
    return { ...rules, hasKnownDga: knownDga !== null };
  });
  app.get('/page/known-dga.bin', (request, reply) => {
    guard?.check(request.headers.authorization);
    const knownDga = givenRules?.().knownDga ?? null;
    if (knownDga === null) {
      throw new ServingError('NOT_FOUND', 'The service has no filter of known DGA names');
    }
    return reply.type('application/octet-stream').send(knownDga);
  });
  app.get('/page/model.bin', async (request, reply) => {
    guard?.check(request.headers.authorization);
    const files = await filesOf(shownVersion(registry));
    if (files === null) {
      throw new ServingError('NOT_FOUND', 'The model that is served came with the page');
    }
    return reply.type('application/octet-stream').send(files.compiled);
  });
}

/** The version that the first model's requests get. */
function shownVersion(registry: ModelRegistry): ModelVersion {
  const [name = ''] = registry.names;
  return registry.find({ name, version: null, label: null });
}

function filesOf(version: ModelVersion): Promise<ServedFiles | null> {
  return version.use(({ files }) => Promise.resolve(files));
}
