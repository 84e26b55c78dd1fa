import { error, MODEL, pair, PREDICT, row, scored, type ContractCase } from './contract-case.ts';

const body = { instances: [row(32)] };
const malformed = (method: string, path: string): ContractCase =>
  pair(
    `${method} ${path} is malformed`,
    [method, path, method === 'POST' ? body : undefined],
    400,
    error(`Malformed request: ${method} ${path}`),
  );
const missing = (method: string, path: string, text: string): ContractCase =>
  pair(
    `${method} ${path} is not found`,
    [method, path, method === 'POST' ? body : undefined],
    404,
    error(text),
  );
const answered = (title: string, path: string): ContractCase =>
  pair(title, ['POST', path, body], 200, scored(0.5));

const LARGE = '9223372036854775807';

export const targetCases: readonly ContractCase[] = [
  answered('a path in another case', '/V1/Models/degas:PREDICT'),
  answered('a model name in percent signs', '/v1/models/%64egas:predict'),
  answered('a label in percent signs', `${MODEL}/labels/st%61ble:predict`),
  answered('a version with leading zeros', `${MODEL}/versions/0002:predict`),
  answered('an absolute address', `http://example.org${PREDICT}`),
  malformed('POST', `${PREDICT}?x=1`),
  malformed('POST', `${PREDICT}/`),
  malformed('POST', MODEL),
  malformed('POST', `${MODEL}/`),
  malformed('POST', `${MODEL}:guess`),
  malformed('POST', `${MODEL}:`),
  malformed('POST', `${MODEL}:predict:predict`),
  malformed('POST', `${MODEL}/metadata`),
  malformed('POST', `${MODEL}/version/1:predict`),
  malformed('POST', `${MODEL}/versions/one:predict`),
  malformed('POST', `${MODEL}/versions/-1:predict`),
  malformed('POST', `${MODEL}/versions/1.0:predict`),
  malformed('POST', `${MODEL}/versions/:predict`),
  malformed('POST', `${MODEL}/label/stable:predict`),
  malformed('POST', `${MODEL}/labels/:predict`),
  malformed('POST', `${MODEL}/versions/1/labels/stable:predict`),
  malformed('POST', `${MODEL}/labels/stable/versions/1:predict`),
  malformed('POST', '/v1/models/:predict'),
  malformed('POST', '/v1/models'),
  malformed('POST', '/v1/foo'),
  malformed('POST', '/v1/models/a/b:predict'),
  malformed('GET', PREDICT),
  malformed('GET', '/v1/foo'),
  malformed('GET', '/v1/'),
  malformed('GET', `${MODEL}/model_name`),
  missing('GET', `${MODEL}?x`, 'Could not find any versions of model degas?x'),
  malformed('GET', `${MODEL}/metadata/`),
  malformed('GET', `${MODEL}/versions/one`),
  malformed('GET', `${MODEL}/versions/`),
  malformed('GET', '/v1/models/'),
  malformed('DELETE', MODEL),
  malformed('PUT', PREDICT),
  malformed('PATCH', PREDICT),
  malformed('OPTIONS', PREDICT),
  pair('no model name', ['GET', '/v1/models'], 400, error('Missing model name in request.')),
  pair(
    'no model name, but a version',
    ['GET', '/v1/models/versions/1'],
    400,
    error('Missing model name in request.'),
  ),
  pair(
    'no model name, but a label',
    ['GET', '/v1/models/labels/x'],
    400,
    error('Missing model name in request.'),
  ),
  pair(
    'a version beyond 64 bits',
    ['POST', `${MODEL}/versions/9223372036854775808:predict`, body],
    400,
    error('Failed to convert version: 9223372036854775808 to numeric.'),
  ),
  pair(
    'the status of a version beyond 64 bits',
    ['GET', `${MODEL}/versions/18446744073709551615`],
    400,
    error('Failed to convert version: 18446744073709551615 to numeric.'),
  ),
  missing('POST', '/v1/models/other:predict', 'Servable not found for request: Latest(other)'),
  missing(
    'POST',
    '/v1/models/other/versions/1:predict',
    'Servable not found for request: Specific(other, 1)',
  ),
  missing('POST', '/v1/models/degas99:predict', 'Servable not found for request: Latest(degas99)'),
  missing('POST', '/v1/models/Degas:predict', 'Servable not found for request: Latest(Degas)'),
  missing(
    'POST',
    `${MODEL}/versions/7:predict`,
    'Servable not found for request: Specific(degas, 7)',
  ),
  missing(
    'POST',
    `${MODEL}/versions/0:predict`,
    'Servable not found for request: Specific(degas, 0)',
  ),
  missing(
    'POST',
    `${MODEL}/versions/9007199254740993:predict`,
    'Servable not found for request: Specific(degas, 9007199254740993)',
  ),
  missing(
    'POST',
    `${MODEL}/versions/${LARGE}:predict`,
    `Servable not found for request: Specific(degas, ${LARGE})`,
  ),
  missing('POST', '/v1/models/%zz:predict', 'Servable not found for request: Latest(%zz)'),
  missing('POST', '/v1/models/100%:predict', 'Servable not found for request: Latest(100%)'),
  missing('POST', '/v1/models/a%2Fb:predict', 'Servable not found for request: Latest(a/b)'),
  missing('GET', '/v1/models/%zz', 'Could not find any versions of model %zz'),
  missing('GET', '/nothing', 'Not found: GET /nothing'),
  missing('GET', '/v1', 'Not found: GET /v1'),
  missing('GET', '/v3/models', 'Not found: GET /v3/models'),
  missing('GET', '/%zz', 'Not found: /%zz'),
  pair(
    'an unknown label',
    ['POST', `${MODEL}/labels/canary:predict`, body],
    400,
    error('Unrecognized servable version label: canary'),
  ),
  pair(
    'a label of another case',
    ['POST', `${MODEL}/labels/Stable:predict`, body],
    400,
    error('Unrecognized servable version label: Stable'),
  ),
  pair(
    'a label of an unknown model',
    ['POST', '/v1/models/other/labels/stable:predict', body],
    400,
    error('Unrecognized servable version label: stable'),
  ),
  pair(
    'a label with a broken percent sign',
    ['POST', `${MODEL}/labels/%z:predict`, body],
    400,
    error('Unrecognized servable version label: %z'),
  ),
];
