import { describe, expect, test } from '@jest/globals';
import { allOperations, serviceNames } from '@klaster/contracts';
import { busUsers, followersOf, follows } from './permissions.js';

const mayPublish = (user: string) => busUsers().find((one) => one.user === user)!.permissions.publish;
/** What is neither the bus's own, nor an event, nor a reply: an operation of somebody. */
const asked = (service: string) => mayPublish(service).filter((subject) => serviceNames.some((owner) => subject.startsWith(`${owner}.`)));

describe('permissions on the bus', () => {
  test.each([...serviceNames])('%s may ask neighbours what is for processes alone, each by its name', (service) => {
    for (const subject of asked(service)) expect([subject, allOperations.get(subject)?.access]).toEqual([subject, { who: 'platform' }]);
    expect(asked(service).filter((subject) => subject.startsWith(`${service}.`))).toEqual([]);
  });

  test('who is followed reads out its journal to the follower, and may ask it to catch up', () => {
    for (const service of serviceNames) {
      for (const follower of followersOf(service)) {
        expect(follows[follower]).toContain(service);
        expect(asked(follower)).toContain(`${service}.journal.read`);
        expect(asked(service)).toContain(`${follower}.inbox.catch-up`);
      }
    }
    expect(followersOf('membership')).toEqual(['resources', 'initiatives', 'reporting']);
  });
});
