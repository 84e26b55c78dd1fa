// Asks the prediction service about names: client.mjs ADDRESS NAME…

const [address, ...names] = process.argv.slice(2);

const reply = await fetch(`${address}/v1/models/degas:predict`, {
  method: 'POST',
  body: JSON.stringify({ signature_name: 'domains', instances: names }),
  signal: AbortSignal.timeout(10_000),
});
/** @typedef {{ domain: string, label: string, score: number | null }} Verdict */
const { predictions, error } = /** @type {{ predictions: Verdict[], error?: string }} */ (
  await reply.json()
);
if (error !== undefined) throw new Error(error);
for (const { domain, label, score } of predictions) {
  console.log(`${domain}\t${label}\t${score ?? ''}`);
}
