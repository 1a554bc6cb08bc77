import { describe, expect, test } from '@jest/globals';
import { readEvent, readOperation } from './arguments.ts';

describe('an operation', () => {
  test('is read with everything that is said of it', () => {
    const path = '/v1/clusters/{clusterId}/offers/{offerId}/publication';
    expect(readOperation(['resources', 'offers', 'publish', '--method', 'post', '--path', path, '--access', 'member:represent'])).toEqual({
      service: 'resources',
      collection: 'offers',
      noun: 'offer',
      verb: 'publish',
      access: { who: 'member', scope: 'represent' },
      http: { method: 'POST', path },
    });
  });

  test.each([
    [['resources.offers.list'], 'GET', '/v1/clusters/{clusterId}/offers', 'read'],
    [['resources', 'rate-tables', 'get'], 'GET', '/v1/clusters/{clusterId}/rate-tables/{rateTableId}', 'read'],
    [['resources', 'offers', 'create'], 'POST', '/v1/clusters/{clusterId}/offers', 'contribute'],
    [['resources', 'offers', 'change'], 'PATCH', '/v1/clusters/{clusterId}/offers/{offerId}', 'contribute'],
    [['resources', 'offers', 'delete'], 'DELETE', '/v1/clusters/{clusterId}/offers/{offerId}', 'contribute'],
  ])('%j has the method, path and scope that its verb suggests', (args, method, path, scope) => {
    expect(readOperation(args)).toMatchObject({ http: { method, path }, access: { who: 'member', scope } });
  });

  test('of accounts stands outside of clusters, one of the platform has no address', () => {
    expect(readOperation(['identity', 'clients', 'list', '--access', 'operator']).http?.path).toBe('/v1/clients');
    expect(readOperation(['identity', 'keys', 'read', '--access', 'platform']).http).toBeUndefined();
  });

  test.each([
    [['resources', 'offers'], /three names/],
    [['resources', 'offers', 'a', 'b'], /three names/],
    [['billing', 'offers', 'list'], /no service “billing”/],
    [['resources', '../offers', 'list'], /three names|no name/],
    [['resources', 'Offers', 'list'], /“Offers” is no name/],
    [['resources', 'offers', 'publish'], /Say the path of “publish”/],
    [['resources', 'offers', 'list', '--path', '/offers'], /begins with \/v1\//],
    [['resources', 'offers', 'list', '--path', '/v1/clusters/{clusterId}/Offers'], /“Offers” in the path/],
    [['resources', 'offers', 'list', '--path', '/v1/{clusterId}/x/{clusterId}'], /twice/],
    [['resources', 'offers', 'list', '--path', '/v1/offers'], /needs \{clusterId\}/],
    [['resources', 'offers', 'list', '--access', 'member'], /says nobody/],
    [['resources', 'offers', 'list', '--access', 'anyone:read'], /says nobody/],
    [['resources', 'offers', 'list', '--method', 'FETCH'], /no method/],
    [['resources', 'offers', 'list', '--access', 'platform', '--method', 'GET'], /no route/],
    [['resources', 'offers', 'list', '--force'], /--force/],
  ])('%j is refused clearly', (args, words) => {
    expect(() => readOperation(args)).toThrow(words);
  });
});

describe('an event', () => {
  test('is version 1 where nothing is said', () => {
    expect(readEvent(['resources', 'offer', 'published'])).toEqual({ service: 'resources', noun: 'offer', past: 'published', version: 1 });
    expect(readEvent(['resources.rate-table.adopted', '--version', '2'])).toMatchObject({ noun: 'rate-table', version: 2 });
  });

  test.each([
    [['resources', 'offers', 'published'], /one thing: resources offer published/],
    [['resources', 'offer'], /three names/],
    [['resources', 'offer', 'published', '--version', '0'], /no version/],
    [['resources', 'offer', 'published', '--version', 'two'], /no version/],
  ])('%j is refused clearly', (args, words) => {
    expect(() => readEvent(args)).toThrow(words);
  });
});
