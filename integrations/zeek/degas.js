// Zeek 6 and later run JavaScript: every name that is asked for is judged as its request is seen, and names of level high
// are lines of degas.log in Zeek's folder.
//   npm install @degas/inference && zeek -i eth0 ./degas.js
/* global zeek */
const { createWriteStream } = require('node:fs');

const LEVELS = ['high'];
const log = createWriteStream('degas.log', { flags: 'a' });
// Names wait for the model, and then for each other: many at once are judged faster than one by one.
const classifier = import('@degas/inference').then(({ loadClassifier }) => loadClassifier());
let waiting = [];

zeek.on('dns_request', (connection, message, query) => {
  const { uid, id } = connection;
  if (waiting.push({ ts: zeek.invoke('network_time'), uid, client: id.orig_h, query }) === 1)
    setTimeout(judge, 100);
});

async function judge() {
  const judging = await classifier;
  const asked = waiting;
  waiting = [];
  judging.classify(asked.map(({ query }) => query)).forEach(({ score, level, family }, i) => {
    if (LEVELS.includes(level))
      log.write(`${JSON.stringify({ ...asked[i], score, level, family })}\n`);
  });
}

zeek.on('zeek_done', () => {
  log.end();
});
