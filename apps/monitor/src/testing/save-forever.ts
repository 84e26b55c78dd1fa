import { StateStore } from '../state/state-store.ts';

/** Saves a state over and over, to be killed: FOLDER. The save's number is in all of it, and on standard output once it is safe. */
const store = new StateStore(process.argv[2] ?? '');
let number = 0;
await store.open(({ positions }) => {
  number = Number(positions.number);
});
for (;;) {
  number++;
  const bytes = Buffer.from(String(number));
  const clients = Array.from({ length: 3000 }, (_, i) => ({ client: `c${i}`, bytes }));
  await store.save(
    { watch: { totals: bytes, clients }, positions: { number }, aside: [] },
    () => [],
  );
  process.stdout.write(`${number}\n`);
}
