import { gzipSync } from 'node:zlib';

import { seededRandom } from '@degas/features';

import { contractCases } from './contract-cases/contract-cases.ts';
import { openInferenceCases } from './contract-cases/open-inference.ts';

/** A request to the REST service as an attacker or a broken program might send it. */
export interface FuzzRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const pick = <Item>(items: readonly Item[], random: () => number): Item =>
  items[Math.floor(random() * items.length)] as Item;

const ODD_VALUES: readonly unknown[] = [
  null, true, [true], ['a.com', 'b.com'], { names: ['a.com', 'b.com'] }, -1, 0.5, 1e308, -0, 2 ** 31, 2 ** 53, '', ' ', 'a.com', '\0', '\ud800', '💥.com', 'x'.repeat(300), '.'.repeat(80),
  'xn--.com', '..', '1.2.3.4', '::1', [], {}, [[]], [{}], { b64: '' }, { b64: '////' }, { domain: null }, { input_image: {} },
  { __proto__: 1 }, { constructor: {} }, { length: 1e9 },
]; // prettier-ignore

const METHODS = [
  'POST',
  'POST',
  'POST',
  'POST',
  'GET',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'HEAD',
];

const PATHS = [
  '/v1/models/degas:predict', '/v1/models/degas:classify', '/v1/models/degas:regress', '/v1/models/degas:explain', '/v1/models/degas',
  '/v1/models/degas:judgeGroup', '/v2/models/degas/infer', '/v2/models/degas/versions/1/infer', '/v2/models/degas/ready', '/v2',
  '/v1/models/degas/metadata', '/v1/models/degas/versions/1:predict', '/v1/models/degas/labels/stable:predict', '/v1/models/', '/', '//',
  '/v1/models/degas/versions/99999999999999999999', '/v1/models/%00:predict', '/v1/models/%ff:predict', '/%', '/page/model.json',
  '/page/model.bin', '/healthz', '/readyz', '/openapi.json', '/monitoring/prometheus/metrics', '/v1/models/__proto__:predict',
]; // prettier-ignore

const VALID_BODIES = [...contractCases, ...openInferenceCases].flatMap(({ request: [, , body] }) =>
  body === undefined ? [] : [typeof body === 'string' ? body : JSON.stringify(body)],
);

/** A valid request with something wrong in it, or something that was never valid; the next one on each call. */
export function fuzzRequests(seed: number): () => FuzzRequest {
  const random = seededRandom(seed);
  return () => {
    const url = random() < 0.1 ? mangleText(pick(PATHS, random), random) : pick(PATHS, random);
    const method = pick(METHODS, random);
    const text = random() < 0.5 ? mangleJson(pick(VALID_BODIES, random), random) : oddBody(random);
    const plain = random() < 0.3 ? mangleBytes(Buffer.from(text), random) : Buffer.from(text);
    const headers: Record<string, string> = {};
    let body = method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : plain;
    if (random() < 0.1) {
      headers['content-encoding'] = pick(['gzip', 'deflate', 'br', 'identity', 'x'], random);
      if (random() < 0.5) body = mangleBytes(gzipSync(body), random);
    }
    if (random() < 0.2)
      headers['content-type'] = pick(['text/plain', 'application/json', 'x'], random);
    if (random() < 0.1) headers.authorization = pick(['Bearer', 'Bearer x', 'Basic eDp4'], random);
    return { method, url, headers, body };
  };
}

/** One value in a valid body replaced by an odd one. */
function mangleJson(text: string, random: () => number): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const collect = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const key of Object.keys(holder)) {
      places.push({ holder: holder as Record<string, unknown>, key });
      collect((holder as Record<string, unknown>)[key]);
    }
  };
  collect(value);
  if (places.length > 0) {
    const { holder, key } = pick(places, random);
    holder[key] = pick(ODD_VALUES, random);
  }
  return JSON.stringify(value);
}

function oddBody(random: () => number): string {
  const key = pick(
    ['instances', 'inputs', 'outputs', 'id', 'examples', 'signature_name', '__proto__', ''],
    random,
  );
  const items = Array.from({ length: Math.floor(random() * 8) }, () => pick(ODD_VALUES, random));
  if (random() < 0.05) return `{"${key}":${'['.repeat(3000)}`;
  return `{${JSON.stringify(key)}:${JSON.stringify(items)}}`;
}

function mangleText(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const odd = pick(['%', ':', '/', '%2f', '..', '?', 'é', '%00', ';', 'A'.repeat(200)], random);
  return encodeURI(text.slice(0, at) + odd + text.slice(at)).replace(/^(?!\/)/, '/');
}

/** Bytes changed, cut or doubled. */
export function mangleBytes(bytes: Buffer, random: () => number): Buffer {
  const mangled = Buffer.from(bytes);
  for (let i = 0; i < 3 && mangled.length > 0; i++) {
    mangled[Math.floor(random() * mangled.length)] = Math.floor(random() * 256);
  }
  const cut = Math.floor(random() * mangled.length);
  return pick([mangled, mangled.subarray(0, cut), Buffer.concat([mangled, mangled])], random);
}
