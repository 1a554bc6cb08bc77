import { expect, it } from '@jest/globals';
import type { Choice, CountingRules } from '@klaster/contracts';
import { faultOf } from './fault.js';

const options = ['a', 'b', 'c'];
const fault = (method: CountingRules['method'], choice: Choice) => faultOf({ method, options }, choice);
const fitting: Record<CountingRules['method'], Choice[]> = {
  consent: [{ position: 'consent' }, { position: 'stand-aside' }, { position: 'object', reason: 'too dear' }],
  majority: [{ vote: 'yes' }, { vote: 'no' }],
  approval: [{ approve: [] }, { approve: ['c', 'a'] }],
  score: [{ scores: [] }, { scores: [{ option: 'b', score: 0 }] }],
  ranked: [{ ranking: [] }, { ranking: [['b', 'a'], ['c']] }],
};
const methods = Object.keys(fitting) as CountingRules['method'][];

it.each(methods)('%s takes its own choices and the abstention, and no other', (method) => {
  for (const choice of [...fitting[method], { abstain: true } as const]) expect(fault(method, choice)).toBeUndefined();
  for (const choice of methods.filter((other) => other !== method).flatMap((other) => fitting[other])) expect(fault(method, choice)).toEqual({ pointer: '', code: 'wrong-method' });
});

it.each([
  ['approval', { approve: ['a', 'z'] }, '/approve/1', 'unknown-option'],
  ['approval', { approve: ['a', 'b', 'a'] }, '/approve/2', 'repeated-option'],
  ['score', { scores: [{ option: 'z', score: 1 }] }, '/scores/0/option', 'unknown-option'],
  ['score', { scores: [{ option: 'b', score: 1 }, { option: 'b', score: 1 }] }, '/scores/1/option', 'repeated-option'],
  ['ranked', { ranking: [['a', 'b'], ['z']] }, '/ranking/1/0', 'unknown-option'],
  ['ranked', { ranking: [['a', 'a']] }, '/ranking/0/1', 'repeated-option'],
  ['ranked', { ranking: [['a', 'b'], ['c', 'b']] }, '/ranking/1/1', 'repeated-option'],
  ['consent', { position: 'object' }, '/reason', 'reason-missing'],
  ['consent', { position: 'object', reason: ' ' }, '/reason', 'reason-missing'],
] as [CountingRules['method'], Choice, string, string][])('%s: %j', (method, choice, pointer, code) => {
  expect(fault(method, choice)).toEqual({ pointer, code });
});
