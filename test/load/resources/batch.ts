import { absolute, type Line } from '../results.ts';
import { letSettle, type Scene } from '../scene.ts';
import { median } from '../statistics.ts';
import { day } from '../../world/calendar.ts';
import { granted } from '../../world/world.ts';

const lines = 1_000;

/** From the request to the answer: a thousand contributions are judged, recorded and journalled at once. */
export async function measureBatch(scene: Scene, rounds: number, log: (text: string) => void): Promise<Line[]> {
  const { world } = scene;
  const cluster = await world.cluster('Klaster arkuszy');
  const [giver, taker] = [await world.person('Wpisująca'), await world.person('Czytający arkusz')];
  await world.join(giver, cluster, 'Wolontariat');
  const memberId = await world.join(taker, cluster, 'Schronisko');
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const body = { lines: Array.from({ length: lines }, (_, n) => ({ receiver: { memberId }, category: 'care', quantity: { value: `${1 + (n % 8)}.25`, unit: 'h' }, givenOn: day(-(n % 300)), description: `Dyżur ${round}/${n}` })) };
    const startedAt = performance.now();
    const { recorded } = granted(await giver.post(`/v1/clusters/${cluster.id}/contributions/batches`, body));
    took.push(performance.now() - startedAt);
    if (recorded !== lines) throw new Error(`${recorded} of ${lines} were recorded`);
    await letSettle(scene);
  }
  log(`a batch of ${lines}: ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  return [absolute(`recording a batch of ${lines} lines`, 'ms', median(took), ['<', 1_000])];
}
